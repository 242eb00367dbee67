// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Shape;
import io.lanewise.training.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Losses in TensorFlow. */
final class Losses {

    private Losses() {}

    /** The tensor that a loss compares with its targets. */
    static int compared(Loss loss, Graph graph) {
        return loss instanceof Loss.CrossEntropy
                ? Logits.of(graph)
                : graph.outputs().get(0);
    }

    /** A scalar. */
    static Operand<TFloat32> of(Loss loss, Ops tf, Operand<TFloat32> value, Operand<TFloat32> targets, Shape shape) {
        if (loss instanceof Loss.CrossEntropy entropy) {
            return crossEntropy(entropy.temperature(), tf, value, targets, shape);
        }
        if (loss instanceof Loss.SquaredError) {
            var squares = tf.reshape(tf.math.squaredDifference(value, targets), tf.constant(new int[] {-1}));
            return tf.math.mean(squares, tf.constant(0));
        }
        throw new IllegalStateException("no translation of " + loss);
    }

    private static Operand<TFloat32> crossEntropy(
            float temperature, Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets, Shape shape) {
        var rows = tf.constant(new int[] {-1, shape.dim(-1)});
        var entropies = tf.nn.softmaxCrossEntropyWithLogits(
                        tf.math.mul(tf.reshape(logits, rows), tf.constant(1 / temperature)), tf.reshape(targets, rows))
                .loss();
        return tf.math.mul(tf.math.mean(entropies, tf.constant(0)), tf.constant(temperature * temperature));
    }
}
