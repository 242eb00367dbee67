// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int16 softmax over rows, by tables. */
public record SoftmaxS16(SoftmaxShape shape, SoftmaxInt16Parameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new SoftmaxInt16Kernel(shape, parameters, inputs[0], outputs[0]);
    }
}
