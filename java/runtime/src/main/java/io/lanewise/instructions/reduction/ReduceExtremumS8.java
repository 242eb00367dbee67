// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** The largest or the smallest int8 value. */
public record ReduceExtremumS8(ReductionShape shape, boolean largest) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ReduceExtremumInt8Kernel(shape, largest, inputs[0], outputs[0]);
    }
}
