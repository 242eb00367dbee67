// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeWindows;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;

/**
 * Float average of the cells inside the image, then clamped.
 *
 * @param reproducible whether results must be the same on every backend, as where integers are made of them
 */
public record AveragePool2dF32(WindowGeometry window, Activation activation, boolean reproducible)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new AveragePool2dFloatKernel(window, activation, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window) && !reproducible;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_average_pool2d_f32(
                window.toNative(arguments), activation.minimum(), activation.maximum(), op);
    }
}
