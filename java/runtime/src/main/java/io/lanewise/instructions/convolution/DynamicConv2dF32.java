// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeWindows;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;

/**
 * Float convolution with int8 weights: each image becomes int8 by its own range (TFLite's dynamic range).
 *
 * @param window the sizes, groups included
 * @param weights int8 [output channels, kernel height, kernel width, input channels / groups] and a float32 bias or
 *         none
 */
public record DynamicConv2dF32(WindowGeometry window, Weights weights, DynamicScaling scaling, Activation activation)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new DynamicConv2dKernel(window, weights, scaling, activation, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_dynamic_conv2d_f32(
                window.toNative(arguments),
                scaling.toNative(arguments, activation),
                arguments.bytes(weights.values()),
                arguments.floats(weights.bias()),
                op);
    }
}
