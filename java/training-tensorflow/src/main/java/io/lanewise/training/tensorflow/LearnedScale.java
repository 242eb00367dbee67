// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A scale that is what it was times the exponential of a hundredth of a variable, so that it stays above 0, and moves
 * by about one percent where a weight moves by one step. The variable's gradient is multiplied by 1 / sqrt(values x
 * largest integer) (Esser et al. 2020, arXiv 1902.08153, section 2.2).
 */
final class LearnedScale {
    private static final float PERCENT = 0.01f;

    private LearnedScale() {}

    /** Of so many values that one scale is for. */
    static float factor(double values, int largest) {
        return (float) (1 / Math.sqrt(values * largest));
    }

    static Operand<TFloat32> of(Ops tf, Operand<TFloat32> before, Operand<TFloat32> variable, float factor) {
        var exponent = tf.math.mul(FakeQuantization.withGradient(tf, variable, factor), tf.constant(PERCENT));
        return tf.math.mul(before, tf.math.exp(exponent));
    }
}
