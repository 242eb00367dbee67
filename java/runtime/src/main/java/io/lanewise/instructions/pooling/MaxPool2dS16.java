// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantization.ActivationRange;

/** int16 maximum of the cells inside the image, then clamped. */
public record MaxPool2dS16(WindowGeometry window, ActivationRange range) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new MaxPool2dInt16Kernel(window, range, inputs[0], outputs[0]);
    }
}
