// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Requantization;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** int8 to int8 of another scale, clamped. */
public record RequantizeS8(int elements, Requantization requantization) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new RequantizeKernel(elements, requantization, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_requantize_s8(elements, requantization.toNative(arguments), op);
    }
}
