// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * What each int8 becomes before it meets another: less its zero point, shifted left for precision, times a multiplier.
 *
 * @param values 256, that of -128 first
 */
record RescaledInt8(int[] values) {
    /** TFLite's, of comparisons. */
    private static final int COMPARISON_LEFT_SHIFT = 8;

    static RescaledInt8 of(int zeroPoint, int leftShift, QuantizedMultiplier multiplier) {
        int[] values = new int[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            values[q - Int8.MIN] = multiplier.times((q - zeroPoint) << leftShift);
        }
        return new RescaledInt8(values);
    }

    /**
     * Of a comparison, which brings both sides to reals times 256, each rounded by itself (TFLite's {@code
     * ComparisonWithScaling}; from scale 1 on its shift is undefined, and the multiplier's own left shift is meant).
     */
    static RescaledInt8 ofComparison(Tensor input) {
        Quantization quantization = Require.quantization(input);
        return of(
                quantization.zeroPoint(),
                COMPARISON_LEFT_SHIFT,
                Require.multiplier(quantization.scale(), "the scale of " + input.name()));
    }

    int of(byte q) {
        return values[q - Int8.MIN];
    }

    long bytes() {
        return (long) values.length * Integer.BYTES;
    }
}
