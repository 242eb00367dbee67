// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** Copies elements as they are: a tensor of another shape. */
public record CopyValues(int elements, DataType type) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new CopyKernel(elements, type, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.SAME_VALUES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_copy(elements * type.bytes(), op);
    }
}
