// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.InverseSquareRoot;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/** int8 {@code 1 / sqrt(x)} in TFLite's own fixed point ({@code RsqrtEvalQuantized}). */
public final class ReciprocalRootTable {
    /** What the root of an integer is shifted left by before it is rounded. */
    private static final int LEFT_SHIFT = 20;

    private ReciprocalRootTable() {}

    /**
     * The table. Of 0 it is 127, and so it is where the input is negative, which fails TFLite's run.
     *
     * @throws IllegalArgumentException if quantizations are missing or too different
     */
    public static LookupTable of(Tensor input, Tensor output) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        float root = (float) Math.sqrt(in.scale());
        QuantizedMultiplier scale = Require.multiplier(1 / (double) (root * out.scale()), "1 / (sqrt(s_in) * s_out)");
        Require.that(scale.shift() >= LEFT_SHIFT - 31, "output scale %s is too large", out.scale());
        QuantizedMultiplier lowered = new QuantizedMultiplier(scale.multiplier(), scale.shift() - LEFT_SHIFT);
        return LookupTable.ofValues(q -> {
            int x = q - in.zeroPoint();
            if (x <= 0) {
                return Int8.MAX;
            }
            QuantizedMultiplier inverse = InverseSquareRoot.of(x);
            int raised = new QuantizedMultiplier(inverse.multiplier(), inverse.shift() + LEFT_SHIFT).times(1);
            return lowered.times(raised) + out.zeroPoint();
        });
    }
}
