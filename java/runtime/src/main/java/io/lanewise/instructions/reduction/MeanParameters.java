// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int8 or int16 mean: {@code saturate(multiplyByQuantizedMultiplier(sum(q) - reduced * inputZeroPoint, multiplier,
 * shift) + outputZeroPoint)}.
 *
 * @param multiplier Q0.31, holds the division by the number of elements, not negative
 * @param shift -31 to 30, positive is left
 */
public record MeanParameters(int inputZeroPoint, int outputZeroPoint, int multiplier, int shift) {

    /**
     * Of a sum: {@code s_in / s_out} alone.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or the sum could overflow
     */
    public static MeanParameters ofSum(Tensor input, Tensor output, int reduced) {
        QuantizedMultiplier ratio = ratio(input, output, reduced);
        return new MeanParameters(
                input.quantization().zeroPoint(), output.quantization().zeroPoint(), ratio.multiplier(), ratio.shift());
    }

    private static QuantizedMultiplier ratio(Tensor input, Tensor output, int reduced) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        long farthest = input.type() == DataType.INT16 ? 1L << 15 : 255;
        Require.that(reduced * farthest <= Integer.MAX_VALUE, "the sum of %s elements can overflow int32", reduced);
        return Require.multiplier((double) in.scale() / out.scale(), "input scale / output scale");
    }

    /**
     * {@code s_in / s_out} with 1 / {@code reduced} folded in, as TFLite's {@code QuantizedMeanOrSum}.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or the sum could overflow
     */
    public static MeanParameters of(Tensor input, Tensor output, int reduced) {
        QuantizedMultiplier ratio = ratio(input, output, reduced);
        int fold = Math.min(63 - Long.numberOfLeadingZeros(reduced), Math.min(32, 31 + ratio.shift()));
        return new MeanParameters(
                input.quantization().zeroPoint(),
                output.quantization().zeroPoint(),
                (int) (((long) ratio.multiplier() << fold) / reduced),
                ratio.shift() - fold);
    }
}
