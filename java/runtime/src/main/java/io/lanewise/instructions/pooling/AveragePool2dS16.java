// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantization.ActivationRange;

/** int16 average of the cells inside the image, rounded half away from zero, then clamped. */
public record AveragePool2dS16(WindowGeometry window, ActivationRange range) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new AveragePool2dInt16Kernel(window, range, inputs[0], outputs[0]);
    }
}
