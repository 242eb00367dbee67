// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Shape;
import io.lanewise.training.Loss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A loss in TensorFlow, and what it is fed. */
final class Losses {
    /** What it compares with, in its order. */
    private final List<Placeholder<TFloat32>> targets = new ArrayList<>();

    private final List<Shape> shapes = new ArrayList<>();
    /** A scalar. */
    final Operand<TFloat32> value;

    private final Ops tf;

    /**
     * Compares values of a network.
     *
     * @throws IllegalArgumentException if the loss is not for as many outputs as the graph has
     */
    Losses(Loss loss, Graph graph, Network network) {
        this.tf = network.tf;
        List<Integer> compared = compared(loss, graph);
        for (int tensor : compared) {
            shapes.add(graph.tensor(tensor).shape());
            targets.add(tf.placeholder(
                    TFloat32.class,
                    Placeholder.shape(Floats.shape(graph.tensor(tensor).shape()))));
        }
        this.value = of(loss, compared.stream().map(network::value).toList());
    }

    /**
     * Returns if there are as many targets, and values of each.
     *
     * @throws IllegalArgumentException saying which are not
     */
    void requireFits(List<float[]> given) {
        Translation.require(
                given.size() == targets.size(), "expected " + targets.size() + " targets, got " + given.size());
        for (int i = 0; i < given.size(); i++) {
            Translation.require(
                    given.get(i).length == shapes.get(i).elements(),
                    "expected " + shapes.get(i).elements() + " values of target " + i + " " + shapes.get(i) + ", got "
                            + given.get(i).length);
        }
    }

    void feed(Feeds feeds, List<float[]> given) {
        for (int i = 0; i < given.size(); i++) {
            feeds.and(targets.get(i), shapes.get(i), given.get(i));
        }
    }

    private static List<Integer> compared(Loss loss, Graph graph) {
        if (!(loss instanceof Loss.SquaredError)) {
            return Collections.nCopies(loss.targets(), Logits.of(graph));
        }
        if (loss.targets() != graph.outputs().size()) {
            throw new IllegalArgumentException(
                    loss + " is not for the " + graph.outputs().size() + " outputs of " + graph.name());
        }
        return graph.outputs();
    }

    private Operand<TFloat32> of(Loss loss, List<Operand<TFloat32>> values) {
        if (loss instanceof Loss.CrossEntropy entropy) {
            return crossEntropy(entropy, values.get(0), 0);
        }
        if (loss instanceof Loss.Distillation distillation) {
            return tf.math.add(
                    times(crossEntropy(distillation.teacher(), values.get(0), 0), distillation.share()),
                    times(crossEntropy(new Loss.CrossEntropy(1), values.get(1), 1), 1 - distillation.share()));
        }
        if (loss instanceof Loss.SquaredError error) {
            Operand<TFloat32> sum = tf.constant(0f);
            for (int i = 0; i < values.size(); i++) {
                var squares = tf.reshape(
                        tf.math.squaredDifference(values.get(i), targets.get(i)), tf.constant(new int[] {-1}));
                sum = tf.math.add(
                        sum,
                        times(
                                tf.math.mean(squares, tf.constant(0)),
                                1 / error.variances().get(i)));
            }
            return sum;
        }
        throw new IllegalStateException("no translation of " + loss);
    }

    /** Less the entropy of the targets, which moves no gradient. Xlogy is 0 where its first value is. */
    private Operand<TFloat32> crossEntropy(Loss.CrossEntropy loss, Operand<TFloat32> logits, int target) {
        float temperature = loss.temperature();
        var rows = tf.constant(new int[] {-1, shapes.get(target).dim(-1)});
        var probabilities = tf.reshape(targets.get(target), rows);
        var crossEntropies = tf.nn.softmaxCrossEntropyWithLogits(
                        times(tf.reshape(logits, rows), 1 / temperature), probabilities)
                .loss();
        var entropies = tf.math.neg(tf.sum(tf.math.xlogy(probabilities, probabilities), tf.constant(1)));
        var divergences = tf.math.sub(crossEntropies, entropies);
        return times(tf.math.mean(divergences, tf.constant(0)), temperature * temperature);
    }

    private Operand<TFloat32> times(Operand<TFloat32> value, float factor) {
        return tf.math.mul(value, tf.constant(factor));
    }
}
