// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** A reduction of integers that stand for themselves, or of truths. Results keep the low bits of their type. */
public record ReduceIntegers(ReductionShape shape, ReduceFunction function, DataType type) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ReduceIntegerKernel(shape, function, type, inputs[0], outputs[0]);
    }
}
