// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int8 logarithm of softmax over rows, in TFLite's fixed point. */
public record LogSoftmaxS8(SoftmaxShape shape, LogSoftmaxParameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new LogSoftmaxInt8Kernel(shape, parameters, inputs[0], outputs[0]);
    }
}
