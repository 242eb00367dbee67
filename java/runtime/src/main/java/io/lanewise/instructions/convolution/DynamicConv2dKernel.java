// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.matmul.MatrixInt16;
import io.lanewise.quantization.RunTimeQuantizer;
import io.lanewise.tensor.Activation;
import java.util.Arrays;

/** Float convolution with int8 weights: every image is quantized by its own range. Padding holds 0. */
final class DynamicConv2dKernel implements Kernel {
    private final WindowGeometry window;
    private final MatrixInt16[] groups;
    private final DynamicScaling scaling;
    private final float[] bias;
    private final FloatClamp clamp;
    private final Patches patches;
    private final int input;
    private final ConvolutionLoop loop;

    DynamicConv2dKernel(
            WindowGeometry window,
            Weights weights,
            DynamicScaling scaling,
            Activation activation,
            int input,
            int output) {
        this.window = window;
        this.scaling = scaling;
        this.clamp = FloatClamp.of(activation);
        this.patches = new Patches(window, new short[window.groupInputChannels()]);
        this.groups = new MatrixInt16[window.groups()];
        this.bias = weights.floatBias(window.outputChannels());
        this.input = input;
        this.loop = new ConvolutionLoop(window, output);
        byte[] values = weights.int8Values();
        int channels = window.groupOutputChannels();
        for (int g = 0; g < groups.length; g++) {
            groups[g] = new MatrixInt16(values, new long[bias.length], g * channels, channels, patches.depth());
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        RunTimeQuantizer quantizer = new RunTimeQuantizer(scaling.asymmetric());
        short[] image = new short[window.inputHeight() * window.inputWidth() * window.inputChannels()];
        short[] patch = new short[patches.depth()];
        int[] partial = new int[window.groupOutputChannels()];
        long[] sums = new long[window.groupOutputChannels()];
        float[] results = new float[window.groupOutputChannels()];
        ConvolutionLoop.Cell cell = (n, row, column, to) -> {
            for (int g = 0; g < groups.length; g++) {
                patches.gather(image, 0, 0, row, column, g, patch);
                groups[g].multiply(patch, 0, partial, sums);
                scale(sums, g * sums.length, quantizer.scale(), results);
                clamp.store(results, floats, to + g * sums.length);
            }
        };
        return () -> {
            for (int n = 0; n < window.batch(); n++) {
                quantizer.quantize(floats, input + n * image.length, image.length, image, 0);
                loop.forEachCellOfImage(n, cell);
            }
        };
    }

    private void scale(long[] sums, int first, float inputScale, float[] results) {
        for (int c = 0; c < sums.length; c++) {
            results[c] = scaling.apply(sums[c], first + c, inputScale) + bias[first + c];
        }
    }

    @Override
    public long weightBytes() {
        return Arrays.stream(groups).mapToLong(MatrixInt16::bytes).sum() + (long) bias.length * 2 * Float.BYTES;
    }
}
