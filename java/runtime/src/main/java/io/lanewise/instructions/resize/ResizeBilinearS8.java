// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/**
 * int8 bilinear interpolation in 10-bit fixed point.
 *
 * @param unsigned whether values are uint8, 128 lower, and interpolated in float32
 */
public record ResizeBilinearS8(ResizeGeometry geometry, boolean unsigned) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return unsigned
                ? new ResizeBilinearUInt8Kernel(geometry, inputs[0], outputs[0])
                : new ResizeBilinearInt8Kernel(geometry, inputs[0], outputs[0]);
    }
}
