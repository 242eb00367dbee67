// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Activation;
import io.lanewise.tensor.Quantization;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The arithmetic of TFLite's 8-bit specification and of gemmlowp's fixed point, written from their definitions with
 * unbounded numbers; shares nothing with the code under test.
 */
final class Expected {
    private static final BigInteger TWO_TO_31 = BigInteger.ONE.shiftLeft(31);

    private Expected() {
    }

    /** {@code x * ratio} as TFLite's reference kernels: the ratio as a 31-bit fraction and a power of two, two roundings. */
    static int scaled(long x, double ratio) {
        if (ratio == 0) {
            return 0;
        }
        int shift = 0;
        BigDecimal fraction = new BigDecimal(ratio);
        for (; fraction.compareTo(BigDecimal.ONE) >= 0; shift++) {
            fraction = fraction.divide(BigDecimal.valueOf(2), MathContext.UNLIMITED);
        }
        for (; fraction.compareTo(BigDecimal.valueOf(0.5)) < 0; shift--) {
            fraction = fraction.multiply(BigDecimal.valueOf(2));
        }
        BigInteger multiplier = fraction.multiply(new BigDecimal(TWO_TO_31)).setScale(0, RoundingMode.HALF_UP).toBigInteger();
        return scaled(x, multiplier, shift);
    }

    /** {@code x * multiplier * 2^(shift - 31)}: doubled high half rounded half up, then divided half away from zero. */
    static int scaled(long x, BigInteger multiplier, int shift) {
        BigInteger shifted = BigInteger.valueOf(x).shiftLeft(Math.max(shift, 0));
        BigInteger high = shifted.multiply(multiplier).add(TWO_TO_31.shiftRight(1)).shiftRight(31);
        BigDecimal divisor = new BigDecimal(BigInteger.ONE.shiftLeft(Math.max(-shift, 0)));
        return new BigDecimal(high).divide(divisor, 0, RoundingMode.HALF_UP).intValueExact();
    }

    /** {@code q + zero point} clamped to int8 and to the activation. */
    static byte narrowed(long q, Quantization output, Activation activation) {
        long low = Math.max(-128, bound(activation.minimum(), output));
        long high = Math.min(127, bound(activation.maximum(), output));
        return (byte) Math.max(low, Math.min(high, q + output.zeroPoint()));
    }

    private static long bound(float real, Quantization output) {
        if (Float.isInfinite(real)) {
            return real < 0 ? -128 : 127;
        }
        BigDecimal quotient = new BigDecimal(real / output.scale());
        return quotient.setScale(0, RoundingMode.HALF_UP).longValueExact() + output.zeroPoint();
    }

    static float clamped(double x, Activation activation) {
        return (float) Math.max(activation.minimum(), Math.min(activation.maximum(), x));
    }
}
