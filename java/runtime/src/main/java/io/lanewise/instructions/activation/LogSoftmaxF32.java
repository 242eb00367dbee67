// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Float logarithm of softmax over rows. */
public record LogSoftmaxF32(SoftmaxShape shape) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new LogSoftmaxFloatKernel(shape, inputs[0], outputs[0]);
    }
}
