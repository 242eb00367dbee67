// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Values and gradients that PyTorch 1.13 gives. */
class FakeQuantizationTest {

    /** Of {@code _fake_quantize_learnable_per_tensor_affine}, without its factor of the scale's gradient. */
    @Test
    void learnsAScale() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var x = tf.constant(new float[] {-1.3f, -0.4f, 0, 0.26f, 0.9f, 3.7f});
            var scale = tf.constant(0.25f);
            var y = FakeQuantization.of(tf, x, scale, scale, tf.constant(-8f), tf.constant(7f));
            var loss = tf.reduceSum(tf.math.mul(y, tf.constant(new float[] {1, 2, 3, 4, 5, 6})), tf.constant(0));
            var gradients = RoundingGradient.STRAIGHT_THROUGH.gradients(tf, loss, List.of(x, scale));
            assertArrayEquals(new float[] {-1.25f, -0.5f, 0, 0.25f, 1, 1.75f}, run(graph, y));
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 0}, run(graph, gradients.get(0)));
            assertEquals(43.239998f, run(graph, gradients.get(1))[0], 4e-6f);
        }
    }

    /** Of the same, by the zero point: what is clamped moves against it. */
    @Test
    void learnsAZeroPoint() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var x = tf.constant(new float[] {-1.3f, -0.4f, 0, 0.26f, 0.9f, 3.7f});
            var zeroPoint = tf.constant(0f);
            var whole = tf.math.round(zeroPoint);
            var y = FakeQuantization.of(
                    tf,
                    x,
                    tf.constant(0.25f),
                    tf.constant(0.25f),
                    tf.math.sub(tf.constant(-8f), whole),
                    tf.math.sub(tf.constant(7f), whole));
            var loss = tf.reduceSum(tf.math.mul(y, tf.constant(new float[] {1, 2, 3, 4, 5, 6})), tf.constant(0));
            var gradients = RoundingGradient.STRAIGHT_THROUGH.gradients(tf, loss, List.of(zeroPoint));
            assertEquals(-1.5f, run(graph, gradients.get(0))[0]);
        }
    }

    @Test
    void multipliesTheGradientOfAScale() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var scale = tf.constant(0.25f);
            var same = FakeQuantization.withGradient(tf, scale, 0.125f);
            var gradients =
                    RoundingGradient.STRAIGHT_THROUGH.gradients(tf, tf.math.mul(same, tf.constant(3f)), List.of(scale));
            assertEquals(0.25f, run(graph, same)[0]);
            assertEquals(0.375f, run(graph, gradients.get(0))[0]);
        }
    }

    /** Of {@code fake_quantize_per_channel_affine}. */
    @Test
    void hasAScaleForEachChannel() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var weights = tf.constant(new float[][] {{0.5f, -1, 0.249f}, {2, -0.01f, -3}});
            var scales = tf.constant(new float[][] {{1f / 127}, {2f / 127}});
            var y = FakeQuantization.of(tf, weights, scales, scales, tf.constant(-127f), tf.constant(127f));
            var gradients = RoundingGradient.STRAIGHT_THROUGH.gradients(tf, y, List.of(weights));
            assertArrayEquals(new float[] {0.503937f, -1, 0.2519685f, 2, -0.01574803f, -2}, run(graph, y), 1e-7f);
            assertArrayEquals(new float[] {1, 1, 1, 1, 1, 0}, run(graph, gradients.get(0)));
        }
    }

    private static float[] run(Graph graph, Operand<?> value) {
        try (Session session = new Session(graph);
                Result result = session.runner().fetch(value).run()) {
            return Floats.of((TFloat32) result.get(0));
        }
    }
}
