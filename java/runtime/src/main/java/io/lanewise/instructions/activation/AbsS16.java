// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Tensor;

/** int16 magnitude, rescaled in fixed point. */
public record AbsS16(int elements, QuantizedMultiplier ratio) implements NativeInstruction {

    /**
     * Of an input and an output.
     *
     * @throws IllegalArgumentException if quantizations are missing or too different
     */
    public static AbsS16 of(int elements, Tensor input, Tensor output) {
        float ratio = Require.quantization(input).scale()
                / Require.quantization(output).scale();
        return new AbsS16(elements, Require.multiplier(ratio, "input scale / output scale"));
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryInt16Kernel(elements, x -> ratio.times(Math.abs(x)), inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_abs_s16(elements, ratio.multiplier(), ratio.shift(), op);
    }
}
