// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeWindows;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.quantization.ActivationRange;

/**
 * int8 average of the cells inside the image, rounded, then clamped.
 *
 * @param tiesUp whether halves become the next larger integer, as away from zero where values are uint8, instead of the
 *     one further away from zero
 */
public record AveragePool2dS8(WindowGeometry window, ActivationRange range, boolean tiesUp)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new AveragePool2dInt8Kernel(window, range, tiesUp, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return tiesUp
                ? Lanewise.lanewise_create_average_pool2d_u8(
                        window.toNative(arguments), range.minimum(), range.maximum(), op)
                : Lanewise.lanewise_create_average_pool2d_s8(
                        window.toNative(arguments), range.minimum(), range.maximum(), op);
    }
}
