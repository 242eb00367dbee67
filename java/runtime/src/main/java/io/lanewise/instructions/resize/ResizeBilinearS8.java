// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int8 bilinear interpolation in 10-bit fixed point. */
public record ResizeBilinearS8(ResizeGeometry geometry) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ResizeBilinearInt8Kernel(geometry, inputs[0], outputs[0]);
    }
}
