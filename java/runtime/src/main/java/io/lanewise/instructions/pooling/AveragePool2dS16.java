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

/** int16 average of the cells inside the image, rounded half away from zero, then clamped. */
public record AveragePool2dS16(WindowGeometry window, ActivationRange range) implements NativeInstruction {
    /** Of a window whose sum the native library holds in 32 bits. */
    private static final int MOST_CELLS = 65535;

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new AveragePool2dInt16Kernel(window, range, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window) && (long) window.kernelHeight() * window.kernelWidth() <= MOST_CELLS;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_average_pool2d_s16(
                window.toNative(arguments), range.minimum(), range.maximum(), op);
    }
}
