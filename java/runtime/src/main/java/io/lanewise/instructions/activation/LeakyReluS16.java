// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** int16 rectifier with a slope. */
public record LeakyReluS16(int elements, LeakyReluParameters parameters) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryInt16Kernel(elements, x -> parameters.apply(x, 1), inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_leaky_relu_s16(
                elements,
                parameters.positive().multiplier(),
                parameters.positive().shift(),
                parameters.negative().multiplier(),
                parameters.negative().shift(),
                op);
    }
}
