// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.ConvolutionRequantization;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeWindows;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.matmul.Int8Weights;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * int8 convolution over NHWC images: int32 sums, requantized per output channel.
 *
 * @param window the sizes, groups included
 * @param weights int8 [output channels, kernel height, kernel width, input channels / groups] and an int32 bias or none
 */
public record Conv2dS8(WindowGeometry window, Weights weights, ConvolutionRequantization requantization)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new Conv2dInt8Kernel(
                window, Int8Weights.of(weights, requantization, window.outputChannels()), inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        if (requantization.hasWeightZeroPoints()) {
            return Lanewise.lanewise_create_asymmetric_conv2d_s8(
                    window.toNative(arguments),
                    requantization.toNative(arguments),
                    arguments.bytes(weights.values()),
                    arguments.ints(requantization.weightZeroPoints()),
                    arguments.ints(weights.bias()),
                    op);
        }
        return Lanewise.lanewise_create_conv2d_s8(
                window.toNative(arguments),
                requantization.toNative(arguments),
                arguments.bytes(weights.values()),
                arguments.ints(weights.bias()),
                op);
    }
}
