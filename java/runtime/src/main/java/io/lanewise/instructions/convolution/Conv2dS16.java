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
 * int16 convolution over NHWC images with int8 weights: int64 sums, requantized per output channel.
 *
 * @param window the sizes, groups included
 * @param weights int8 [output channels, kernel height, kernel width, input channels / groups] and an int64 bias or none
 */
public record Conv2dS16(WindowGeometry window, Weights weights, Requantization requantization)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new Conv2dInt16Kernel(window, weights, requantization, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return NativeWindows.take(window);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        long[] bias = weights.integerBias(window.outputChannels());
        return Lanewise.lanewise_create_conv2d_s16(
                window.toNative(arguments),
                requantization.toNative(arguments),
                arguments.bytes(weights.values()),
                arguments.longs(bias),
                op);
    }
}
