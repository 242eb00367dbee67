// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Weights;
import io.lanewise.tensor.Activation;

/** Float dense layer: a matrix product per row. */
record FullyConnectedFloatKernel(int rows, MatrixFloat matrix, FloatClamp clamp, int input, int output)
        implements Kernel {

    FullyConnectedFloatKernel(
            FullyConnectedShape shape, Weights weights, Activation activation, int input, int output) {
        this(
                shape.rows(),
                new MatrixFloat(
                        weights.floatValues(),
                        weights.floatBias(shape.outputChannels()),
                        0,
                        shape.outputChannels(),
                        shape.inputChannels()),
                FloatClamp.of(activation),
                input,
                output);
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] sums = new float[matrix.channels()];
        return () -> run(arena.floats(), sums);
    }

    private void run(float[] arena, float[] sums) {
        for (int row = 0; row < rows; row++) {
            matrix.multiply(arena, input + row * matrix.depth(), sums);
            clamp.store(sums, arena, output + row * matrix.channels());
        }
    }

    @Override
    public long weightBytes() {
        return matrix.bytes();
    }
}
