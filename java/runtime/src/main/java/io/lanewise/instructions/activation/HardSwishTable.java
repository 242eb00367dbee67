// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;

/**
 * int8 {@code x * clamp(x + 3, 0, 6) / 6} in 16-bit fixed point, as TFLite's {@code reference_ops::HardSwish}: the
 * clamped factor is brought to the scale 3 / 2^15, where saturation does the clamping, and multiplied with the input on
 * the output's scale before its final shift. That last product is truncated, not rounded, in TFLite too.
 */
final class HardSwishTable {

    private HardSwishTable() {}

    static byte[] of(Quantization in, Quantization out) {
        float fineScale = 1f / 128 * in.scale();
        QuantizedMultiplier toOutput = Require.multiplier(fineScale / out.scale(), "input scale / 128 / output scale");
        QuantizedMultiplier toFactor = Require.multiplier(fineScale / (3f / 32768), "input scale / 128 / (3 / 2^15)");
        Require.that(toOutput.shift() <= 0, "output scale %s is too small for input scale %s", out.scale(), in.scale());
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            int fine = (q - in.zeroPoint()) * 128;
            int scaled = roundingHighProduct(fine, narrow(toOutput.multiplier()));
            int factor = factor(fine, toFactor);
            int product = saturate16(factor * scaled / (1 << 15));
            int y = roundingShift(product, -toOutput.shift()) + out.zeroPoint();
            values[q - Int8.MIN] = Int8.saturate(saturate16(y));
        }
        return values;
    }

    /** clamp(x + 3, 0, 6) / 6 as Q0.15. */
    private static int factor(int fine, QuantizedMultiplier multiplier) {
        int shift = multiplier.shift();
        int value = fine;
        if (shift > 0) {
            value = saturate16((long) value << shift - 1);
        }
        value = roundingHighProduct(value, narrow(multiplier.multiplier()));
        if (shift > 0) {
            value = saturate16(value * 2L);
        } else if (shift < 0) {
            value = roundingShift(value, -shift);
        }
        return value + (1 << 15) >> 1;
    }

    /** A Q0.31 multiplier as Q0.15. */
    private static int narrow(int multiplier) {
        return multiplier >= Integer.MAX_VALUE - (1 << 15) ? Short.MAX_VALUE : multiplier + (1 << 15) >> 16;
    }

    private static int roundingHighProduct(int a, int b) {
        int product = a * b;
        return saturate16((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15));
    }

    /**
     * Shifts a 16-bit value right by 0 to 31 bits, ties away from zero. As gemmlowp's {@code RoundingDivideByPOT} on
     * int16_t, whose mask is 16 bits wide: by more than 15 bits it gives 1, or -1 of what is negative.
     */
    private static int roundingShift(int x, int exponent) {
        int mask = (short) ((1L << exponent) - 1);
        return (x >> exponent) + ((x & mask) > (mask >> 1) + (x < 0 ? 1 : 0) ? 1 : 0);
    }

    private static int saturate16(long x) {
        return (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, x));
    }
}
