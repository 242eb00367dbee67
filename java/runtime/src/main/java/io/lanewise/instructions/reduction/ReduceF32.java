// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Float sum, product, maximum or minimum. */
public record ReduceF32(ReductionShape shape, ReduceFunction function) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ReduceFloatKernel(shape, function, inputs[0], outputs[0]);
    }
}
