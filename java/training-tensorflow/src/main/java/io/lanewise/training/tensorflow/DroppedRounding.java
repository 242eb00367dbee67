// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Leaves half of an activation's values as they were before they were rounded, drawn anew in each step, so that weights
 * learn to bear other values than those of the few samples (Wei et al. 2022, arXiv 2203.05740, section 4.2, where a
 * half is found best). What is drawn follows from the number of the step alone.
 */
final class DroppedRounding {
    private static final float SHARE = 0.5f;

    private final Ops tf;
    private final Placeholder<TInt32> step;
    private final Placeholder<TFloat32> share;
    private int sites;

    DroppedRounding(Ops tf) {
        this.tf = tf;
        this.step = Feeds.wholeNumber(tf);
        this.share = Feeds.scalar(tf);
    }

    Operand<TFloat32> of(Operand<TFloat32> rounded, Operand<TFloat32> value) {
        var seed = tf.stack(List.of(step, tf.constant(sites++)));
        var drawn = tf.random.statelessRandomUniform(tf.shape(value), seed, TFloat32.class);
        return tf.select(tf.math.less(drawn, share), value, rounded);
    }

    /** What a step asks for; {@code number}: from 1, 0 outside of training, when all values are rounded. */
    void feed(Feeds feeds, long number) {
        feeds.and(step, (int) number).and(share, number == 0 ? 0 : SHARE);
    }
}
