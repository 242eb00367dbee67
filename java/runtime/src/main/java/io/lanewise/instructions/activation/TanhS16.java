// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.quantization.SigmoidTable;

/** int16 tanh by the interpolated table of the logistic function. */
public record TanhS16(int elements, SigmoidInt16Parameters parameters) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryInt16Kernel(elements, x -> SigmoidTable.tanh(parameters.units(x)), inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_tanh_s16(
                elements, parameters.multiplier(), parameters.shift(), arguments.chars(SigmoidTable.values()), op);
    }
}
