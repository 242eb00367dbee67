// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;

/**
 * int16 softmax: differences from the row's maximum become steps of 10 / 65535, the unit of the exponential's table.
 *
 * @param factor {@code beta * s_in / (10 / 65535)}, its shift at most 14
 */
public record SoftmaxInt16Parameters(QuantizedMultiplier factor) {
    private static final double TABLE_STEP = 10.0 / 65535;

    /**
     * As TFLite's {@code SoftmaxPrepare} for int16.
     *
     * @throws IllegalArgumentException if quantizations are missing, the output's scale is not 1/32768, {@code beta *
     *         s_in} is too large for fixed point or a row is longer than 65535
     */
    public static SoftmaxInt16Parameters of(Tensor input, Tensor output, float beta) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        Require.that(
                Math.abs(out.scale() * 32768 - 1) <= 0.001f,
                "output of int16 softmax needs scale 1/32768, got %s",
                out);
        Shape shape = input.shape();
        Require.that(shape.dim(-1) <= 65535, "a row of %s can overflow the int32 sum; 65535 fit", shape.dim(-1));
        QuantizedMultiplier factor = Require.multiplier(in.scale() * beta / TABLE_STEP, "beta x input scale / step");
        Require.that(factor.shift() <= 14, "beta %s x input scale %s must be below 2.5", beta, in.scale());
        return new SoftmaxInt16Parameters(factor);
    }
}
