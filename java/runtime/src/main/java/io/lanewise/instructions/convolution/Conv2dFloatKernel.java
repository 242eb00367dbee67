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
    private final WindowGeometry window;
    private final MatrixFloat[] groups;
    private final FloatClamp clamp;
    private final Patches patches;
    private final int input;
    private final int output;

    Conv2dFloatKernel(WindowGeometry window, Weights weights, Activation activation, int input, int output) {
        this.window = window;
        this.clamp = FloatClamp.of(activation);
        this.patches = new Patches(window, new float[window.groupInputChannels()]);
        this.groups = new MatrixFloat[window.groups()];
        this.input = input;
        this.output = output;
        float[] values = weights.floatValues();
        float[] bias = weights.floatBias(window.outputChannels());
        int channels = window.groupOutputChannels();
        for (int g = 0; g < groups.length; g++) {
            groups[g] = new MatrixFloat(values, bias, g * channels, channels, patches.depth());
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] patch = new float[patches.depth()];
        float[] sums = new float[window.groupOutputChannels()];
        return () -> run(arena.floats(), patch, sums);
    }

    private void run(float[] arena, float[] patch, float[] sums) {
        int to = output;
        for (int n = 0; n < window.batch(); n++) {
            for (int row = 0; row < window.outputHeight(); row++) {
                for (int column = 0; column < window.outputWidth(); column++) {
                    for (int g = 0; g < groups.length; g++, to += sums.length) {
                        patches.gather(arena, input, n, row, column, g, patch);
                        groups[g].multiply(patch, 0, sums);
                        clamp.store(sums, arena, to);
                    }
                }
            }
        }
    }

    @Override
    public long weightBytes() {
        return Arrays.stream(groups).mapToLong(MatrixFloat::bytes).sum();
    }
}
