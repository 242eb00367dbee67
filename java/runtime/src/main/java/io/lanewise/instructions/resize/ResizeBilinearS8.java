// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * int8 bilinear interpolation in 10-bit fixed point.
 *
 * @param unsigned whether values are uint8, 128 lower, and interpolated in float32
 */
public record ResizeBilinearS8(ResizeGeometry geometry, boolean unsigned) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return unsigned
                ? new ResizeBilinearUInt8Kernel(geometry, inputs[0], outputs[0])
                : new ResizeBilinearInt8Kernel(geometry, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return unsigned
                ? Lanewise.lanewise_create_resize_bilinear_u8(geometry.toNative(arguments), op)
                : Lanewise.lanewise_create_resize_bilinear_s8(geometry.toNative(arguments), op);
    }
}
