// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Reals rounded to multiples of a scale, of which there are as many as integers: {@code scale x round(clamp(value /
 * scale))}, ties to even (Jacob et al. 2018, arXiv 1712.05877, section 3). The gradient by the value is 1 up to both
 * ends of the clamp and 0 beyond: the rounding's is taken for 1 (Bengio et al. 2013, arXiv 1308.3432). That by the
 * scale is {@code round(v) - v} inside, with {@code v = value / scale}, and the end beyond (Esser et al. 2020, arXiv
 * 1902.08153, equation 3).
 */
final class FakeQuantization {

    private FakeQuantization() {}

    /** {@code lowest} and {@code highest}: multiples, the zero point taken off. */
    static Operand<TFloat32> of(Ops tf, Operand<TFloat32> value, Operand<TFloat32> scale, int lowest, int highest) {
        var clamped = tf.math.minimum(
                tf.math.maximum(tf.math.div(value, scale), tf.constant((float) lowest)), tf.constant((float) highest));
        var rounded = tf.math.add(clamped, tf.stopGradient(tf.math.sub(tf.math.round(clamped), clamped)));
        return tf.math.mul(rounded, scale);
    }

    /** The same scale, whose gradient is multiplied by a factor (the same, section 2.2). */
    static Operand<TFloat32> withGradient(Ops tf, Operand<TFloat32> scale, float factor) {
        var part = tf.math.mul(scale, tf.constant(factor));
        return tf.math.add(part, tf.stopGradient(tf.math.sub(scale, part)));
    }
}
