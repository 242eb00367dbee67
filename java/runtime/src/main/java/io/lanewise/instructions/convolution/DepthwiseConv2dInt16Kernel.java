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
    private final int output;

    DepthwiseConv2dInt16Kernel(
            WindowGeometry window, Weights weights, Requantization requantization, int input, int output) {
        this.window = window;
        this.taps = new DepthwiseTapsInt16(window, weights.int8Values());
        this.bias = weights.integerBias(window.outputChannels());
        this.requantizer = new RequantizerInt16(requantization);
        this.input = input;
        this.output = output;
    }

    @Override
    public Runnable bind(Arena arena) {
        long[] sums = new long[bias.length];
        return () -> run(arena.shorts(), sums);
    }

    private void run(short[] arena, long[] sums) {
        int imageElements = window.inputHeight() * window.inputWidth() * window.inputChannels();
        int to = output;
        for (int n = 0; n < window.batch(); n++) {
            for (int y = 0; y < window.outputHeight(); y++) {
                for (int x = 0; x < window.outputWidth(); x++, to += sums.length) {
                    System.arraycopy(bias, 0, sums, 0, sums.length);
                    taps.accumulate(arena, input + n * imageElements, y, x, sums);
                    requantizer.store(sums, 0, arena, to);
                }
            }
        }
    }

    @Override
    public long weightBytes() {
        return taps.bytes() + (long) bias.length * Long.BYTES;
    }
}
