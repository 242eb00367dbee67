// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantizer;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.matmul.Int8Weights;

/**
 * int8 depthwise convolution. An input cell is widened once to one int per output channel, less the zero point; every
 * tap is then {@code sums[c] += cell[c] * tap[c]}. Taps in the padding are left out.
 */
final class DepthwiseConv2dInt8Kernel implements Kernel {
    private final WindowGeometry window;
    private final DepthwiseRing ring;
    private final int[][] taps;
    private final int[] bias;
    private final Requantizer requantizer;
    private final int inputZeroPoint;
    private final int input;
    private final int output;

    DepthwiseConv2dInt8Kernel(WindowGeometry window, Int8Weights weights, int input, int output) {
        int channels = window.outputChannels();
        this.window = window;
        this.ring = new DepthwiseRing(window);
        this.bias = weights.bias();
        this.requantizer = weights.requantizer();
        this.inputZeroPoint = weights.inputZeroPoint();
        this.input = input;
        this.output = output;
        byte[] values = weights.values();
        taps = new int[window.kernelHeight() * window.kernelWidth()][channels];
        for (int i = 0; i < values.length; i++) {
            taps[i / channels][i % channels] = values[i] - weights.zeroPoints()[i % channels];
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        int[][] cells = new int[ring.cells()][window.outputChannels()];
        int[] sums = new int[window.outputChannels()];
        DepthwiseRing.Unpack unpack = (row, firstCell) -> widen(bytes, row, cells, firstCell);
        return () -> run(bytes, cells, sums, unpack);
    }

    private void run(byte[] arena, int[][] cells, int[] sums, DepthwiseRing.Unpack unpack) {
        int to = output;
        for (int n = 0; n < window.batch(); n++) {
            for (int row = 0; row < window.outputHeight(); row++) {
                ring.advance(n, row, unpack);
                for (int column = 0; column < window.outputWidth(); column++, to += sums.length) {
                    accumulate(cells, ring.top(row), column * window.strideWidth() - window.paddingLeft(), sums);
                    requantizer.store(sums, 0, arena, to);
                }
            }
        }
    }

    private void widen(byte[] arena, int row, int[][] cells, int firstCell) {
        int multiplier = window.groupOutputChannels();
        int from = input + row * window.inputWidth() * window.inputChannels();
        for (int column = 0; column < window.inputWidth(); column++) {
            int[] cell = cells[firstCell + column];
            for (int c = 0; c < cell.length; from++) {
                for (int m = 0; m < multiplier; m++) {
                    cell[c++] = arena[from] - inputZeroPoint;
                }
            }
        }
    }

    private void accumulate(int[][] cells, int top, int left, int[] sums) {
        System.arraycopy(bias, 0, sums, 0, sums.length);
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
    }

    private static void addTap(int[] sums, int[] cell, int[] tap) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += cell[c] * tap[c];
        }
    }

    @Override
    public long weightBytes() {
        return (taps.length + 1L) * bias.length * Integer.BYTES;
    }
}
