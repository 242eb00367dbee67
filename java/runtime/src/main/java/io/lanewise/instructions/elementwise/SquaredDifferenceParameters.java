// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.Require;
import io.lanewise.internal.NativeAddParams;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int8 squared difference, TFLite's quantized SQUARED_DIFFERENCE: each input, less its zero point and shifted left by
 * 7, times its multiplier; the square of their difference times the output's, plus the output zero point, clamped.
 */
public record SquaredDifferenceParameters(
        int leftZeroPoint,
        int rightZeroPoint,
        int outputZeroPoint,
        QuantizedMultiplier left,
        QuantizedMultiplier right,
        QuantizedMultiplier output) {

    /** 8 + 1 + 7 bits squared fit 31, as both inputs are brought to twice the larger scale. */
    static final int LEFT_SHIFT = 7;

    /**
     * Both inputs are brought to twice the larger scale.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or the output's scale is too small
     *         for the inputs'
     */
    public static SquaredDifferenceParameters of(Tensor leftInput, Tensor rightInput, Tensor output) {
        Quantization left = Require.quantization(leftInput);
        Quantization right = Require.quantization(rightInput);
        Quantization out = Require.quantization(output);
        double common = 2.0 * Math.max(left.scale(), right.scale());
        Require.that(common > 0, "both input scales are 0");
        double outputRatio = common * common / ((1 << (2 * LEFT_SHIFT)) * (double) out.scale());
        Require.that(
                outputRatio < 1,
                "output scale %s is too small for input scales %s and %s",
                out.scale(),
                left.scale(),
                right.scale());
        return new SquaredDifferenceParameters(
                left.zeroPoint(),
                right.zeroPoint(),
                out.zeroPoint(),
                QuantizedMultiplier.of(left.scale() / common),
                QuantizedMultiplier.of(right.scale() / common),
                QuantizedMultiplier.of(outputRatio));
    }

    /** The structure that the native library takes. */
    NativeAddParams toNative(NativeArguments arguments) {
        ActivationRange range = new ActivationRange(Int8.MIN, Int8.MAX);
        return new AddParameters(leftZeroPoint, rightZeroPoint, outputZeroPoint, left, right, output, LEFT_SHIFT, range)
                .toNative(arguments);
    }
}
