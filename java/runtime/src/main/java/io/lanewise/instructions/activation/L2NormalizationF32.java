// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Float rows divided by their lengths. */
public record L2NormalizationF32(SoftmaxShape shape) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new L2NormalizationFloatKernel(shape, inputs[0], outputs[0]);
    }
}
