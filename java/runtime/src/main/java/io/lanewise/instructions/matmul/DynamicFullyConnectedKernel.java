// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Weights;
import io.lanewise.quantization.RunTimeQuantizer;
import io.lanewise.tensor.Activation;

/** Float dense layer with int8 weights: every row is quantized by its own range. */
record DynamicFullyConnectedKernel(
        int rows, MatrixInt16 matrix, DynamicScaling scaling, float[] bias, FloatClamp clamp, int input, int output)
        implements Kernel {

    DynamicFullyConnectedKernel(
            FullyConnectedShape shape,
            Weights weights,
            DynamicScaling scaling,
            Activation activation,
            int input,
            int output) {
        this(
                shape.rows(),
                new MatrixInt16(
                        weights.int8Values(),
                        new long[shape.outputChannels()],
                        0,
                        shape.outputChannels(),
                        shape.inputChannels()),
                scaling,
                weights.floatBias(shape.outputChannels()),
                FloatClamp.of(activation),
                input,
                output);
    }

    @Override
    public Runnable bind(Arena arena) {
        RunTimeQuantizer quantizer = new RunTimeQuantizer(scaling.asymmetric());
        short[] row = new short[matrix.depth()];
        int[] partial = new int[matrix.channels()];
        long[] sums = new long[matrix.channels()];
        float[] results = new float[matrix.channels()];
        return () -> {
            for (int r = 0; r < rows; r++) {
                quantizer.quantize(arena.floats(), input + r * row.length, row.length, row, 0);
                matrix.multiply(row, 0, partial, sums);
                for (int c = 0; c < sums.length; c++) {
                    results[c] = bias[c] + scaling.apply(sums[c], c, quantizer.scale());
                }
                clamp.store(results, arena.floats(), output + r * results.length);
            }
        };
    }

    @Override
    public long weightBytes() {
        return matrix.bytes() + (long) bias.length * 2 * Float.BYTES;
    }
}
