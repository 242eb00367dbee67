// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantizer;

/** int8 dense layer: a matrix product per row. */
record FullyConnectedInt8Kernel(int rows, MatrixInt8 matrix, Requantizer requantizer, int input, int output)
        implements Kernel {

    FullyConnectedInt8Kernel(FullyConnectedShape shape, Int8Weights weights, int input, int output) {
        this(
                shape.rows(),
                weights.matrix(0, shape.outputChannels(), shape.inputChannels()),
                weights.requantizer(),
                input,
                output);
    }

    @Override
    public Runnable bind(Arena arena) {
        int[] sums = new int[matrix.channels()];
        return () -> run(arena.bytes(), sums);
    }

    private void run(byte[] arena, int[] sums) {
        for (int row = 0; row < rows; row++) {
            matrix.multiply(arena, input + row * matrix.depth(), sums);
            requantizer.store(sums, 0, arena, output + row * sums.length);
        }
    }

    @Override
    public long weightBytes() {
        return matrix.bytes();
    }
}
