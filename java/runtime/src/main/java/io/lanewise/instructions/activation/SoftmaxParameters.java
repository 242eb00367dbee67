// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.FixedPointExp;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int8 softmax: differences from the row's maximum become Q5.26 exponents.
 *
 * @param multiplier Q0.31, 2^30 to 2^31 - 1
 * @param shift 0 to 31, left
 * @param differenceMinimum smallest difference, at most 0, whose exponential is not 0
 */
public record SoftmaxParameters(int multiplier, int shift, int differenceMinimum) {

    /**
     * {@code beta * s_in * 2^26}, capped, as TFLite's {@code PreprocessSoftmaxScaling} and {@code
     * CalculateInputRadius}.
     *
     * @throws IllegalArgumentException if quantizations are missing, the output's is not scale 1/256 and zero point
     *         -128, or {@code beta * s_in} is too small for fixed point
     */
    public static SoftmaxParameters of(Tensor input, Tensor output, float beta) {
        Quantization out = Require.quantization(output);
        Require.that(
                out.zeroPoint() == -128 && Math.abs(out.scale() * 256 - 1) <= 0.001f,
                "output of int8 softmax needs scale 1/256 and zero point -128, got %s",
                out);
        return ofInput(Require.quantization(input), beta);
    }

    /** The same, whatever the output. */
    static SoftmaxParameters ofInput(Quantization in, float beta) {
        double factor =
                Math.min((double) beta * in.scale() * (1 << FixedPointExp.ARGUMENT_FRACTIONAL_BITS), Integer.MAX_VALUE);
        Require.that(factor > 1, "beta %s x input scale %s must exceed 2^-26", beta, in.scale());
        QuantizedMultiplier quantized = QuantizedMultiplier.of(factor);
        long radius = (31L << FixedPointExp.ARGUMENT_FRACTIONAL_BITS) >> quantized.shift();
        return new SoftmaxParameters(quantized.multiplier(), quantized.shift(), (int) -radius);
    }
}
