// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.RequantizerInt16;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.matmul.MatrixInt16;
import java.util.Arrays;

/** int16 convolution with int8 weights: a matrix product per output cell and group. Padding holds 0. */
final class Conv2dInt16Kernel implements Kernel {
    private final MatrixInt16[] groups;
    private final RequantizerInt16 requantizer;
    private final Patches patches;
    private final int input;
    private final ConvolutionLoop loop;

    Conv2dInt16Kernel(WindowGeometry window, Weights weights, Requantization requantization, int input, int output) {
        this.requantizer = new RequantizerInt16(requantization);
        this.patches = new Patches(window, new short[window.groupInputChannels()]);
        this.groups = new MatrixInt16[window.groups()];
        this.input = input;
        this.loop = new ConvolutionLoop(window, output);
        byte[] values = weights.int8Values();
        long[] bias = weights.integerBias(window.outputChannels());
        int channels = window.groupOutputChannels();
        for (int g = 0; g < groups.length; g++) {
            groups[g] = new MatrixInt16(values, bias, g * channels, channels, patches.depth());
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        short[] shorts = arena.shorts();
        short[] patch = new short[patches.depth()];
        int[] partial = new int[groups[0].channels()];
        long[] sums = new long[groups[0].channels()];
        ConvolutionLoop.Cell cell = (n, row, column, to) -> {
            for (int g = 0; g < groups.length; g++) {
                patches.gather(shorts, input, n, row, column, g, patch);
                groups[g].multiply(patch, 0, partial, sums);
                requantizer.store(sums, g * sums.length, shorts, to + g * sums.length);
            }
        };
        return () -> loop.forEachCell(cell);
    }

    @Override
    public long weightBytes() {
        return Arrays.stream(groups).mapToLong(MatrixInt16::bytes).sum();
    }
}
