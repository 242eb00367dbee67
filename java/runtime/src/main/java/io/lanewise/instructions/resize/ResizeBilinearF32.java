// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Float bilinear interpolation. */
public record ResizeBilinearF32(ResizeGeometry geometry) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ResizeBilinearFloatKernel(geometry, inputs[0], outputs[0]);
    }
}
