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
 * int8 depthwise convolution over NHWC images: int32 sums, requantized per output channel.
 *
 * @param weights int8 [kernel height, kernel width, output channels] and an int32 bias or none
 */
public record DepthwiseConv2dS8(WindowGeometry window, Weights weights, ConvolutionRequantization requantization)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new DepthwiseConv2dInt8Kernel(
                window, Int8Weights.of(weights, requantization, window.outputChannels()), inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        if (requantization.hasWeightZeroPoints()) {
            return Lanewise.lanewise_create_asymmetric_depthwise_conv2d_s8(
                    window.toNative(arguments),
                    requantization.toNative(arguments),
                    arguments.bytes(weights.values()),
                    arguments.ints(requantization.weightZeroPoints()),
                    arguments.ints(weights.bias()),
                    op);
        }
        return Lanewise.lanewise_create_depthwise_conv2d_s8(
                window.toNative(arguments),
                requantization.toNative(arguments),
                arguments.bytes(weights.values()),
                arguments.ints(weights.bias()),
                op);
    }
}
