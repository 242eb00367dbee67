// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeWindows;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * int16 depthwise convolution over NHWC images with int8 weights: int64 sums, requantized per output channel.
 *
 * @param weights int8 [kernel height, kernel width, output channels] and an int64 bias or none
 */
public record DepthwiseConv2dS16(WindowGeometry window, Weights weights, Requantization requantization)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new DepthwiseConv2dInt16Kernel(window, weights, requantization, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        long[] bias = weights.integerBias(window.outputChannels());
        return Lanewise.lanewise_create_depthwise_conv2d_s16(
                window.toNative(arguments),
                requantization.toNative(arguments),
                arguments.bytes(weights.values()),
                arguments.longs(bias),
                op);
    }
}
