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
 * Float maximum of the cells inside the image, NaN passed over, then clamped to the finite floats and the activation.
 */
public record MaxPool2dF32(WindowGeometry window, Activation activation) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new MaxPool2dFloatKernel(window, activation, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_max_pool2d_f32(
                window.toNative(arguments),
                Math.max(activation.minimum(), -Float.MAX_VALUE),
                Math.min(activation.maximum(), Float.MAX_VALUE),
                op);
    }
}
