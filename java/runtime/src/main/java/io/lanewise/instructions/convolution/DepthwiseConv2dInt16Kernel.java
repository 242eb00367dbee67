// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.RequantizerInt16;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;

/** int16 depthwise convolution with int8 weights. */
final class DepthwiseConv2dInt16Kernel implements Kernel {
    private final WindowGeometry window;
    private final DepthwiseTapsInt16 taps;
    private final long[] bias;
    private final RequantizerInt16 requantizer;
    private final int input;
    private final ConvolutionLoop loop;

    DepthwiseConv2dInt16Kernel(
            WindowGeometry window, Weights weights, Requantization requantization, int input, int output) {
        this.window = window;
        this.taps = new DepthwiseTapsInt16(window, weights.int8Values());
        this.bias = weights.integerBias(window.outputChannels());
        this.requantizer = new RequantizerInt16(requantization);
        this.input = input;
        this.loop = new ConvolutionLoop(window, output);
    }

    @Override
    public Runnable bind(Arena arena) {
        int imageElements = window.inputHeight() * window.inputWidth() * window.inputChannels();
        short[] shorts = arena.shorts();
        long[] sums = new long[bias.length];
        ConvolutionLoop.Cell cell = (n, row, column, to) -> {
            System.arraycopy(bias, 0, sums, 0, sums.length);
            taps.accumulate(shorts, input + n * imageElements, row, column, sums);
            requantizer.store(sums, 0, shorts, to);
        };
        return () -> loop.forEachCell(cell);
    }

    @Override
    public long weightBytes() {
        return taps.bytes() + (long) bias.length * Long.BYTES;
    }
}
