// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What TFLite's reference kernels make of a multiplier {@code m} that is not what real arithmetic makes of it. Values
 * are changed so that rounding them gives the kernels' integers; gradients are not.
 *
 * <p>Most products are rounded twice, half away from zero: to multiples of 2^-k, with k as many bits as are shifted to
 * the right, and these to integers. So what lies less than 2^-(k + 1) below halfway goes up. {@code m} is 2^-k times a
 * fraction from 1/2 to 1, so 2^-(k + 1) is the power of two at or below it; from 1/2 on nothing is shifted. Sums
 * of int16 have multipliers of 16 bits instead, and are rounded once.
 */
final class KernelRounding {
    private static final float LOG_2 = (float) Math.log(2);

    private KernelRounding() {}

    /**
     * Rounded twice. {@code multiplier}: a scalar or one for each channel, above 0; {@code elements} that a mean is
     * over, whose kernel does not normalize its multiplier; {@code step}: the output's scale.
     */
    static Operand<TFloat32> twice(
            Ops tf,
            Operand<TFloat32> value,
            Operand<TFloat32> multiplier,
            int elements,
            Operand<TFloat32> step,
            boolean nonNegative) {
        var away = tf.stopGradient(tf.math.mul(belowHalf(tf, multiplier, elements), step));
        return tf.math.add(value, nonNegative ? away : tf.stopGradient(tf.math.mul(tf.math.sign(value), away)));
    }

    /** With multipliers of 16 bits. */
    static Operand<TFloat32> onceBySixteenBits(Ops tf, Operand<TFloat32> value, Operand<TFloat32> multiplier) {
        return tf.math.mul(value, tf.stopGradient(sixteenBits(tf, multiplier)));
    }

    /** 2^-(k + 1), or 0 where k is not above 0. */
    private static Operand<TFloat32> belowHalf(Ops tf, Operand<TFloat32> multiplier, int elements) {
        var power = tf.math.mul(powerOfTwo(tf, multiplier), tf.constant(1f / Integer.highestOneBit(elements)));
        return tf.select(tf.math.less(power, tf.constant(0.5f)), power, tf.zerosLike(power));
    }

    /** The one at or below. */
    private static Operand<TFloat32> powerOfTwo(Ops tf, Operand<TFloat32> multiplier) {
        var exponent = tf.math.floor(tf.math.div(tf.math.log(multiplier), tf.constant(LOG_2)));
        return tf.math.pow(tf.constant(2f), exponent);
    }

    /** What rounding the multiplier's fraction to 2^-15 makes of it, over what it was. */
    private static Operand<TFloat32> sixteenBits(Ops tf, Operand<TFloat32> multiplier) {
        var unit = tf.math.mul(powerOfTwo(tf, multiplier), tf.constant(2 * 0x1p-15f));
        return tf.math.div(tf.math.mul(tf.math.round(tf.math.div(multiplier, unit)), unit), multiplier);
    }
}
