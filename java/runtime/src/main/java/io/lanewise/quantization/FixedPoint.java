// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

/**
 * Fixed-point multiplication with rounding, as in gemmlowp's {@code fixedpoint.h} (int32 forms) and TFLite's
 * {@code MultiplyByQuantizedMultiplier} with double rounding.
 */
public final class FixedPoint {

    private FixedPoint() {}

    /**
     * The high 32 bits of {@code 2ab}, rounded to nearest, ties upward; saturates the one product that overflows,
     * -2^31 by -2^31, to 2^31 - 1. As Q0.31 numbers: their product.
     */
    public static int saturatingRoundingDoublingHighMul(int a, int b) {
        if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
            return Integer.MAX_VALUE;
        }
        // gemmlowp adds 2^30 or 1 - 2^30 by the product's sign and divides, truncating. A shift with 2^30 is the same:
        // for a negative product p, trunc((p + 1 - 2^30) / 2^31) = ceil((p + 1 - 2^30) / 2^31) = floor((p + 2^30) /
        // 2^31).
        return (int) (((long) a * b + (1L << 30)) >> 31);
    }

    /**
     * {@code x / 2^exponent}, rounded to nearest, ties away from zero.
     *
     * @param exponent 0 to 31
     */
    public static int roundingDivideByPot(int x, int exponent) {
        int mask = (int) ((1L << exponent) - 1);
        int threshold = (mask >> 1) + (x >>> 31);
        return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
    }

    /**
     * {@code x * multiplier * 2^(shift - 31)}, rounded twice. A left shift wraps, as TFLite's {@code x * (1 << shift)}.
     *
     * @param multiplier Q0.31, not negative
     * @param shift -31 to 31; positive is left
     */
    public static int multiplyByQuantizedMultiplier(int x, int multiplier, int shift) {
        int left = Math.max(shift, 0);
        return roundingDivideByPot(saturatingRoundingDoublingHighMul(x << left, multiplier), left - shift);
    }

    /**
     * {@code x * multiplier * 2^(shift - 31)} with the multiplier rounded to 15 bits and the product rounded once, ties
     * upward: what int16 activations are scaled with.
     *
     * @param x below 2^47 in magnitude
     * @param multiplier Q0.31, not negative
     * @param shift -31 to 7; positive is left
     */
    public static int multiplyByQuantizedMultiplier(long x, int multiplier, int shift) {
        int reduced = multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : 0x7FFF;
        return (int) ((x * reduced + (1L << (14 - shift))) >> (15 - shift));
    }

    /** {@code x * 2^exponent}, saturated. {@code exponent} 0 to 31. */
    static int saturatingMultiplyByPot(int x, int exponent) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, (long) x << exponent));
    }
}
