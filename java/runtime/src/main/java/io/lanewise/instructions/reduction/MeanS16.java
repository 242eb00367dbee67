// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int16 mean. */
public record MeanS16(ReductionShape shape, MeanParameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new MeanInt16Kernel(shape, parameters, inputs[0], outputs[0]);
    }
}
