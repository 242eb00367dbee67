// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.matmul.MatrixFloat;
import io.lanewise.tensor.Activation;
import java.util.Arrays;

/** Float convolution: a matrix product per output cell and group. */
final class Conv2dFloatKernel implements Kernel {
    private final MatrixFloat[] groups;
    private final FloatClamp clamp;
    private final Patches patches;
    private final int input;
    private final ConvolutionLoop loop;

    Conv2dFloatKernel(WindowGeometry window, Weights weights, Activation activation, int input, int output) {
        this.clamp = FloatClamp.of(activation);
        this.patches = new Patches(window, new float[window.groupInputChannels()]);
        this.groups = new MatrixFloat[window.groups()];
        this.input = input;
        this.loop = new ConvolutionLoop(window, output);
        float[] values = weights.floatValues();
        float[] bias = weights.floatBias(window.outputChannels());
        int channels = window.groupOutputChannels();
        for (int g = 0; g < groups.length; g++) {
            groups[g] = new MatrixFloat(values, bias, g * channels, channels, patches.depth());
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        float[] patch = new float[patches.depth()];
        float[] sums = new float[groups[0].channels()];
        ConvolutionLoop.Cell cell = (n, row, column, to) -> {
            for (int g = 0; g < groups.length; g++) {
                patches.gather(floats, input, n, row, column, g, patch);
                groups[g].multiply(patch, 0, sums);
                clamp.store(sums, floats, to + g * sums.length);
            }
        };
        return () -> loop.forEachCell(cell);
    }

    @Override
    public long weightBytes() {
        return Arrays.stream(groups).mapToLong(MatrixFloat::bytes).sum();
    }
}
