// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.convolution;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantization.RunTimeQuantizer;
import io.lanewise.tensor.Activation;
import java.util.Arrays;

/** Float depthwise convolution with int8 weights: every image is quantized by its own range. */
final class DynamicDepthwiseConv2dKernel implements Kernel {
    private final WindowGeometry window;
    private final DepthwiseTapsInt16 taps;
    private final DynamicScaling scaling;
    private final float[] bias;
    private final FloatClamp clamp;
    private final int input;
    private final ConvolutionLoop loop;

    DynamicDepthwiseConv2dKernel(
            WindowGeometry window,
            Weights weights,
            DynamicScaling scaling,
            Activation activation,
            int input,
            int output) {
        this.window = window;
        this.taps = new DepthwiseTapsInt16(window, weights.int8Values());
        this.scaling = scaling;
        this.bias = weights.floatBias(window.outputChannels());
        this.clamp = FloatClamp.of(activation);
        this.input = input;
        this.loop = new ConvolutionLoop(window, output);
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        RunTimeQuantizer quantizer = new RunTimeQuantizer(scaling.asymmetric());
        short[] image = new short[window.inputHeight() * window.inputWidth() * window.inputChannels()];
        long[] sums = new long[bias.length];
        float[] results = new float[bias.length];
        ConvolutionLoop.Cell cell = (n, row, column, to) -> {
            Arrays.fill(sums, 0);
            taps.accumulate(image, 0, row, column, sums);
            for (int c = 0; c < sums.length; c++) {
                results[c] = scaling.apply(sums[c], c, quantizer.scale()) + bias[c];
            }
            clamp.store(results, floats, to);
        };
        return () -> {
            for (int n = 0; n < window.batch(); n++) {
                quantizer.quantize(floats, input + n * image.length, image.length, image, 0);
                loop.forEachCellOfImage(n, cell);
            }
        };
    }

    @Override
    public long weightBytes() {
        return taps.bytes() + (long) bias.length * 2 * Float.BYTES;
    }
}
