// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Of two values the first where a truth is not 0, else the second. Inputs: truths, firsts, seconds, all as many. */
public record SelectValues(int elements, DataType type) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new SelectKernel(elements, type, inputs[0], inputs[1], inputs[2], outputs[0]);
    }
}
