// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.kernels.Requantization;
import io.lanewise.kernels.Weights;
import io.lanewise.kernels.WindowGeometry;

/** int16 depthwise convolution with int8 weights. Taps in the padding are left out. */
final class DepthwiseConv2dInt16Kernel implements Kernel {
    private final WindowGeometry window;
    private final byte[] weights;
    private final long[] bias;
    private final RequantizerInt16 requantizer;
    private final int input;
    private final int output;

    DepthwiseConv2dInt16Kernel(WindowGeometry window, Weights weights, Requantization requantization, int input, int output) {
        this.window = window;
        this.weights = weights.int8Values();
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
        int to = output;
        for (int n = 0; n < window.batch(); n++) {
            for (int y = 0; y < window.outputHeight(); y++) {
                for (int x = 0; x < window.outputWidth(); x++, to += sums.length) {
                    System.arraycopy(bias, 0, sums, 0, sums.length);
                    accumulate(arena, n, y * window.strideHeight() - window.paddingTop(),
                            x * window.strideWidth() - window.paddingLeft(), sums);
                    requantizer.store(sums, 0, arena, to);
                }
            }
        }
    }

    private void accumulate(short[] arena, int batch, int top, int left, long[] sums) {
        for (int i = 0; i < window.kernelHeight(); i++) {
            int row = top + i * window.dilationHeight();
            for (int j = 0; j < window.kernelWidth(); j++) {
                int column = left + j * window.dilationWidth();
                if (row >= 0 && row < window.inputHeight() && column >= 0 && column < window.inputWidth()) {
                    int cell = (batch * window.inputHeight() + row) * window.inputWidth() + column;
                    addTap(arena, input + cell * window.inputChannels(), (i * window.kernelWidth() + j) * sums.length, sums);
                }
            }
        }
    }

    private void addTap(short[] arena, int from, int tap, long[] sums) {
        int multiplier = window.groupOutputChannels();
        for (int c = 0; c < sums.length; c++) {
            sums[c] += arena[from + c / multiplier] * weights[tap + c];
        }
    }

    @Override
    public long weightBytes() {
        return weights.length + (long) bias.length * Long.BYTES;
    }
}
