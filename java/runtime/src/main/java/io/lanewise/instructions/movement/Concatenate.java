// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import java.util.Arrays;

/** Lays the rows of several inputs side by side. */
public record Concatenate(ConcatenationParameters parameters) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ConcatenationKernel(parameters, inputs, outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        int[] bytes = Arrays.stream(parameters.elements())
                .map(e -> e * parameters.type().bytes())
                .toArray();
        return Lanewise.lanewise_create_concatenation(parameters.rows(), arguments.ints(bytes), bytes.length, op);
    }
}
