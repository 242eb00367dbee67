// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.Rounding;

/**
 * A positive real factor as {@code multiplier * 2^(shift - 31)}.
 *
 * @param multiplier Q0.31: 2^30 to 2^31 - 1, or 0 for a factor of 0 or one too small to change any int32
 * @param shift -31 to 31; positive is left
 */
public record QuantizedMultiplier(int multiplier, int shift) {

    /** From here on a factor's shift exceeds 31, which no 32-bit shift can do. */
    private static final double LIMIT = 0x1p31;

    /**
     * The nearest quantized multiplier: TFLite's {@code QuantizeMultiplier}, {@code frexp} and all.
     *
     * @throws IllegalArgumentException if {@code real} is negative, not finite, or rounds to 2^31 or above
     */
    public static QuantizedMultiplier of(double real) {
        if (!(real >= 0 && real < LIMIT)) {
            throw new IllegalArgumentException("a scale ratio must be from 0 to below 2^31, got " + real);
        }
        if (real < Double.MIN_NORMAL) {
            return new QuantizedMultiplier(0, 0);
        }
        // frexp: real = fraction * 2^shift with fraction in [0.5, 1).
        int shift = Math.getExponent(real) + 1;
        double fraction = Math.scalb(real, -shift);
        long fixed = (long) Rounding.halfAway(fraction * 0x1p31);
        if (fixed == 1L << 31) {
            fixed /= 2;
            shift++;
        }
        if (shift < -31) {
            return new QuantizedMultiplier(0, 0);
        }
        if (shift > 31) {
            throw new IllegalArgumentException("a scale ratio must be from 0 to below 2^31, got " + real);
        }
        return new QuantizedMultiplier((int) fixed, shift);
    }

    /** {@link FixedPoint#multiplyByQuantizedMultiplier} with this factor. */
    public int times(int x) {
        return FixedPoint.multiplyByQuantizedMultiplier(x, multiplier, shift);
    }
}
