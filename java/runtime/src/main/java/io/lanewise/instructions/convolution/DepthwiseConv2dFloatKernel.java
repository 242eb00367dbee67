// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.tensor.Activation;
import java.util.Arrays;

/**
 * Float depthwise convolution. An input cell is copied once to one float per output channel; every tap is then
 * {@code sums[c] += cell[c] * tap[c]}. Taps in the padding are left out.
 */
final class DepthwiseConv2dFloatKernel implements Kernel {
    private final WindowGeometry window;
    private final DepthwiseRing ring;
    private final float[][] taps;
    private final float[] bias;
    private final FloatClamp clamp;
    private final int input;
    private final int output;

    DepthwiseConv2dFloatKernel(WindowGeometry window, Weights weights, Activation activation, int input, int output) {
        int channels = window.outputChannels();
        this.window = window;
        this.ring = new DepthwiseRing(window);
        this.bias = weights.floatBias(channels);
        this.clamp = FloatClamp.of(activation);
        this.input = input;
        this.output = output;
        float[] values = weights.floatValues();
        taps = new float[window.kernelHeight() * window.kernelWidth()][channels];
        for (int i = 0; i < values.length; i++) {
            taps[i / channels][i % channels] = values[i];
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        float[][] cells = new float[ring.cells()][window.outputChannels()];
        float[] sums = new float[window.outputChannels()];
        DepthwiseRing.Unpack unpack = (row, firstCell) -> copy(floats, row, cells, firstCell);
        return () -> run(floats, cells, sums, unpack);
    }

    private void run(float[] arena, float[][] cells, float[] sums, DepthwiseRing.Unpack unpack) {
        int to = output;
        for (int n = 0; n < window.batch(); n++) {
            for (int row = 0; row < window.outputHeight(); row++) {
                ring.advance(n, row, unpack);
                for (int column = 0; column < window.outputWidth(); column++, to += sums.length) {
                    accumulate(cells, ring.top(row), column * window.strideWidth() - window.paddingLeft(), sums);
                    clamp.store(sums, arena, to);
                }
            }
        }
    }

    private void copy(float[] arena, int row, float[][] cells, int firstCell) {
        int multiplier = window.groupOutputChannels();
        int from = input + row * window.inputWidth() * window.inputChannels();
        for (int column = 0; column < window.inputWidth(); column++) {
            float[] cell = cells[firstCell + column];
            for (int c = 0; c < cell.length; from++) {
                for (int m = 0; m < multiplier; m++) {
                    cell[c++] = arena[from];
                }
            }
        }
    }

    private void accumulate(float[][] cells, int top, int left, float[] sums) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < window.kernelHeight(); i++) {
            int row = top + i * window.dilationHeight();
            if (row >= 0 && row < window.inputHeight()) {
                for (int j = 0; j < window.kernelWidth(); j++) {
                    int column = left + j * window.dilationWidth();
                    if (column >= 0 && column < window.inputWidth()) {
                        addTap(sums, cells[ring.cell(row, column)], taps[i * window.kernelWidth() + j]);
                    }
                }
            }
        }
        for (int c = 0; c < sums.length; c++) {
            sums[c] += bias[c];
        }
    }

    private static void addTap(float[] sums, float[] cell, float[] tap) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += cell[c] * tap[c];
        }
    }

    @Override
    public long weightBytes() {
        return (taps.length + 1L) * bias.length * Float.BYTES;
    }
}
