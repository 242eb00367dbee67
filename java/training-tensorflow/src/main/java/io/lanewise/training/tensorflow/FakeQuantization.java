// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Reals rounded to multiples of a scale, of which there are as many as integers: {@code scale x round(clamp(value /
 * scale))}, ties to even (Jacob et al. 2018, arXiv 1712.05877, section 3). The gradient by the value is that of
 * {@link RoundingGradient} up to both ends of the clamp and 0 beyond. That by the scale is {@code round(v) - v} inside,
 * with {@code v = value / scale}, and the end beyond (Esser et al. 2020, arXiv 1902.08153, equation 3).
 */
final class FakeQuantization {

    private FakeQuantization() {}

    /**
     * {@code divisor}: the scale, or what decides between two multiples where it is not; {@code lowest} and
     * {@code highest}: multiples, the zero point taken off.
     */
    static Operand<TFloat32> of(
            Ops tf,
            Operand<TFloat32> value,
            Operand<TFloat32> divisor,
            Operand<TFloat32> scale,
            Operand<TFloat32> lowest,
            Operand<TFloat32> highest) {
        var clamped = tf.math.minimum(tf.math.maximum(tf.math.div(value, divisor), lowest), highest);
        return tf.math.mul(tf.math.round(clamped), scale);
    }

    /**
     * Whether an activation's zero point stays 0: of int16, and of int8 where the conversion has chosen 0, as symmetric
     * schemes do.
     */
    static boolean isSymmetric(Tensor activation) {
        return activation.type() == DataType.INT16 || activation.quantization().zeroPoint() == 0;
    }

    /** The same scale, whose gradient is multiplied by a factor (the same, section 2.2). */
    static Operand<TFloat32> withGradient(Ops tf, Operand<TFloat32> scale, float factor) {
        var part = tf.math.mul(scale, tf.constant(factor));
        return tf.math.add(part, tf.stopGradient(tf.math.sub(scale, part)));
    }
}
