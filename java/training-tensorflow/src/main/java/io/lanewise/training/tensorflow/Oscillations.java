// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.training.OscillationFreezing;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What is remembered of how weights jump to and fro, and what freezes them ({@link OscillationFreezing}). */
final class Oscillations {
    /** Of the present step; a scalar. */
    final Placeholder<TFloat32> threshold;

    /** To be run after a step. */
    final List<Op> updates = new ArrayList<>();

    /** To be run before the first step. */
    final List<Op> beginnings = new ArrayList<>();

    /** 0 but for what {@link #beginnings} say. */
    final List<Variables> memories;

    private final Ops tf;
    private final Operand<TFloat32> momentum;
    private final Variables integers;
    private final Variables directions;
    private final Variables frequencies;
    private final Variables means;
    private final Variables frozen;

    Oscillations(Ops tf, OscillationFreezing freezing) {
        this.tf = tf;
        this.momentum = tf.constant(freezing.momentum());
        this.threshold = Feeds.scalar(tf);
        this.integers = new Variables(tf, "last integer");
        this.directions = new Variables(tf, "last direction");
        this.frequencies = new Variables(tf, "oscillations");
        this.means = new Variables(tf, "mean integer");
        this.frozen = new Variables(tf, "frozen");
        this.memories = List.of(integers, directions, frequencies, means, frozen);
    }

    /**
     * Adds a constant's weights.
     *
     * @param latent what its variable holds
     * @param rounded the integers that are made of it
     * @param inLatent what integers are in the units of the variable
     */
    void add(int index, Variable latent, Operand<TFloat32> rounded, Integers inLatent) {
        Operand<TFloat32> lastInteger = integers.of(index, latent.shape());
        Operand<TFloat32> lastDirection = directions.of(index, latent.shape());
        Operand<TFloat32> wasFrozen = frozen.of(index, latent.shape());
        Operand<TFloat32> direction = tf.math.sign(tf.math.sub(rounded, lastInteger));
        // -1 where a weight turns round, 0 where it stays or did, 1 where it goes on.
        Operand<TFloat32> turned = tf.nn.relu(tf.math.neg(tf.math.mul(direction, lastDirection)));
        Operand<TFloat32> frequency = moved(frequencies.of(index, latent.shape()), turned);
        Operand<TFloat32> mean = moved(means.of(index, latent.shape()), rounded);
        beginnings.add(integers.assign(index, rounded));
        beginnings.add(means.assign(index, rounded));
        Operand<TFloat32> zeros = tf.zerosLike(rounded);
        Operand<TFloat32> isFrozen = tf.select(tf.math.greater(frequency, threshold), tf.onesLike(rounded), wasFrozen);
        // A frozen weight's integer is its mean when it froze, and its own from then on.
        Operand<TFloat32> newly = tf.math.sub(isFrozen, wasFrozen);
        Operand<TFloat32> kept = tf.select(
                tf.math.greater(newly, zeros),
                tf.math.round(mean),
                tf.select(tf.math.greater(wasFrozen, zeros), lastInteger, rounded));
        updates.add(integers.assign(index, kept));
        updates.add(directions.assign(index, tf.select(tf.math.notEqual(direction, zeros), direction, lastDirection)));
        updates.add(frequencies.assign(index, frequency));
        updates.add(means.assign(index, mean));
        updates.add(frozen.assign(index, isFrozen));
        updates.add(tf.assignVariableOp(
                latent.handle(), tf.select(tf.math.greater(isFrozen, zeros), inLatent.of(kept), latent.value())));
    }

    /** Integers in other units. */
    interface Integers {
        Operand<TFloat32> of(Operand<TFloat32> integers);
    }

    private Operand<TFloat32> moved(Operand<TFloat32> average, Operand<TFloat32> by) {
        return tf.math.add(average, tf.math.mul(tf.math.sub(by, average), momentum));
    }
}
