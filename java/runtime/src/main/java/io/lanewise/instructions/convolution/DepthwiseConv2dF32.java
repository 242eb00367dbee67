// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

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
 * Float depthwise convolution over NHWC images.
 *
 * @param weights float32 [kernel height, kernel width, output channels] and a bias or none
 */
public record DepthwiseConv2dF32(WindowGeometry window, Weights weights, Activation activation)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new DepthwiseConv2dFloatKernel(window, weights, activation, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_depthwise_conv2d_f32(
                window.toNative(arguments),
                activation.minimum(),
                activation.maximum(),
                arguments.floats(weights.values()),
                arguments.floats(weights.bias()),
                op);
    }
}
