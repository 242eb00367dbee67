// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Gradients through a rounding, by the formulas of the papers worked out here. */
class RoundingGradientTest {
    private static final float[] X = {0.25f, 0.75f, -1.25f, 2};
    private static final float[] G = {1, -2, 3, -4};

    @Test
    void isTakenAsItIs() {
        assertArrayEquals(G, gradient(RoundingGradient.STRAIGHT_THROUGH));
    }

    /** x - round(x) is 0.25, -0.25, -0.25, 0. */
    @Test
    void isScaledByWhereItPulls() {
        assertArrayEquals(
                new float[] {1 * (1 + 0.1f * 0.25f), -2 * (1 + 0.1f * 0.25f), 3 * (1 - 0.1f * 0.25f), -4},
                gradient(new RoundingGradient(0.1f, null)),
                1e-6f);
    }

    /** 2 bits have -1, 0 and 1: multiples of 4 here, and which of them is drawn has the gradient for its mean. */
    @Test
    void isRoundedUpOrDownAtRandomWithTheRightMean() {
        int draws = 4000;
        double[] sums = new double[G.length];
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TInt32> step = tf.placeholder(TInt32.class);
            var x = tf.constant(X);
            var loss = tf.reduceSum(tf.math.mul(tf.math.round(x), tf.constant(G)), tf.constant(0));
            var gradient = new RoundingGradient(0, new LowPrecision(2, step))
                    .gradients(tf, loss, List.of(x))
                    .get(0);
            try (Session session = new Session(graph)) {
                for (int draw = 0; draw < draws; draw++) {
                    float[] drawn = run(session, gradient, step, draw);
                    assertArrayEquals(drawn, run(session, gradient, step, draw), "the same step draws the same");
                    for (int i = 0; i < drawn.length; i++) {
                        assertTrue(List.of(-4f, 0f, 4f).contains(drawn[i]), Arrays.toString(drawn));
                        sums[i] += drawn[i];
                    }
                }
            }
        }
        for (int i = 0; i < G.length; i++) {
            // The standard deviation of the mean is at most 2 / sqrt(4000) = 0.032.
            assertEquals(G[i], sums[i] / draws, 0.15);
        }
    }

    private static float[] run(Session session, Operand<TFloat32> gradient, Placeholder<TInt32> step, int number) {
        try (TInt32 fed = TInt32.scalarOf(number);
                Result result = session.runner().feed(step, fed).fetch(gradient).run()) {
            return Floats.of((TFloat32) result.get(0));
        }
    }

    private static float[] gradient(RoundingGradient rounding) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var x = tf.constant(X);
            var loss = tf.reduceSum(tf.math.mul(tf.math.round(x), tf.constant(G)), tf.constant(0));
            var gradient = rounding.gradients(tf, loss, List.of(x)).get(0);
            try (Session session = new Session(graph);
                    Result result = session.runner().fetch(gradient).run()) {
                return Floats.of((TFloat32) result.get(0));
            }
        }
    }
}
