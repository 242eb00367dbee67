// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantizer;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.matmul.Int8Weights;
import io.lanewise.instructions.matmul.MatrixInt8;
import java.util.Arrays;

/** int8 convolution: a matrix product per output cell and group. Padding holds the input zero point. */
final class Conv2dInt8Kernel implements Kernel {
    private final MatrixInt8[] groups;
    private final Requantizer requantizer;
    private final Patches patches;
    private final int input;
    private final ConvolutionLoop loop;

    Conv2dInt8Kernel(WindowGeometry window, Int8Weights weights, int input, int output) {
        byte[] padding = new byte[window.groupInputChannels()];
        Arrays.fill(padding, (byte) weights.inputZeroPoint());
        this.requantizer = weights.requantizer();
        this.patches = new Patches(window, padding);
        this.groups = new MatrixInt8[window.groups()];
        this.input = input;
        this.loop = new ConvolutionLoop(window, output);
        int channels = window.groupOutputChannels();
        for (int g = 0; g < groups.length; g++) {
            groups[g] = weights.matrix(g * channels, channels, patches.depth());
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        byte[] patch = new byte[patches.depth()];
        int[] sums = new int[groups[0].channels()];
        ConvolutionLoop.Cell cell = (n, row, column, to) -> {
            for (int g = 0; g < groups.length; g++) {
                patches.gather(bytes, input, n, row, column, g, patch);
                groups[g].multiply(patch, 0, sums);
                requantizer.store(sums, g * sums.length, bytes, to + g * sums.length);
            }
        };
        return () -> loop.forEachCell(cell);
    }

    @Override
    public long weightBytes() {
        return Arrays.stream(groups).mapToLong(MatrixInt8::bytes).sum();
    }
}
