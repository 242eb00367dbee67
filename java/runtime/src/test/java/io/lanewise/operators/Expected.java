// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** TFLite's 8-bit specification, written from its definitions; shares nothing with the code under test. */
final class Expected {

    private Expected() {}

    /**
     * A scale ratio as TFLite's reference kernels apply it: a fraction of 31 bits, and a power of two.
     *
     * @param fraction in [2^30, 2^31], or 0
     * @param exponent of {@code fraction / 2^31 * 2^exponent}
     */
    record Ratio(long fraction, int exponent) {

        static Ratio of(double ratio) {
            int exponent = 0;
            BigDecimal fraction = new BigDecimal(ratio);
            for (; fraction.compareTo(BigDecimal.ONE) >= 0; exponent++) {
                fraction = fraction.divide(BigDecimal.valueOf(2));
            }
            for (; ratio != 0 && fraction.compareTo(BigDecimal.valueOf(0.5)) < 0; exponent--) {
                fraction = fraction.multiply(BigDecimal.valueOf(2));
            }
            long rounded = fraction.multiply(BigDecimal.valueOf(1L << 31))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            return new Ratio(rounded, exponent);
        }

        /**
         * Two roundings: the doubled high half to nearest, ties up; then the right shift to nearest, ties away from 0.
         */
        long times(long x) {
            long shifted = Math.multiplyExact(x, 1L << Math.max(exponent, 0));
            long high = Math.floorDiv(Math.multiplyExact(shifted, fraction) + (1L << 30), 1L << 31);
            return halfAway(high, 1L << Math.min(Math.max(-exponent, 0), 62));
        }
    }

    /** {@code numerator / denominator} to nearest, ties away from 0. */
    static long halfAway(long numerator, long denominator) {
        long magnitude = (Math.abs(numerator) + denominator / 2) / denominator;
        return numerator < 0 ? -magnitude : magnitude;
    }

    /** {@code real / scale + zero point} as the value of a clamp or a quantized number, not yet clamped to int8. */
    static long quantized(float real, Quantization to) {
        return new BigDecimal(real / to.scale())
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact()
                + to.zeroPoint();
    }

    /** {@code q + zero point} clamped to int8 and to the activation. */
    static byte narrowed(long q, Quantization output, Activation activation) {
        long low = Float.isInfinite(activation.minimum()) ? -128 : quantized(activation.minimum(), output);
        long high = Float.isInfinite(activation.maximum()) ? 127 : quantized(activation.maximum(), output);
        return saturated(Math.max(low, Math.min(high, q + output.zeroPoint())));
    }

    static byte saturated(long q) {
        return (byte) Math.max(-128, Math.min(127, q));
    }

    static float clamped(double x, Activation activation) {
        return (float) Math.max(activation.minimum(), Math.min(activation.maximum(), x));
    }
}
