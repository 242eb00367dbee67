// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.FixedPoint;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int8 or int16 product, TFLite's {@code QuantizedReduceProd}: the first value less its zero point; for each further
 * one the product with it, scaled; then scaled once more, plus the output zero point.
 *
 * @param factor what each of the values is scaled by, rounded to 15 bits; its shift is at most 7
 */
public record ProductParameters(int inputZeroPoint, int outputZeroPoint, QuantizedMultiplier factor) {
    private static final int MOST_SHIFT = 7;

    /**
     * Each of the values takes its part of the output's scale, the root of it.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static ProductParameters of(Tensor input, Tensor output, int reduced) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        String formula = "input scale / output scale^(1 / " + reduced + ')';
        double ratio = in.scale() / StrictMath.pow(out.scale(), 1.0 / reduced);
        QuantizedMultiplier factor = Require.multiplier(ratio, formula);
        Require.that(factor.shift() <= MOST_SHIFT, "%s must be below %s, got %s", formula, 1 << MOST_SHIFT, ratio);
        return new ProductParameters(in.zeroPoint(), out.zeroPoint(), factor);
    }

    int scaled(long product) {
        return FixedPoint.multiplyByQuantizedMultiplier(product, factor.multiplier(), factor.shift());
    }
}
