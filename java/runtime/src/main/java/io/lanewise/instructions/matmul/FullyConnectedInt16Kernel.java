// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FullyConnectedRequantization;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Weights;

/** int16 dense layer with int8 weights: a matrix product per row. */
record FullyConnectedInt16Kernel(
        int rows, MatrixInt16 matrix, FullyConnectedRequantization requantization, int input, int output)
        implements Kernel {

    FullyConnectedInt16Kernel(
            FullyConnectedShape shape,
            Weights weights,
            FullyConnectedRequantization requantization,
            int input,
            int output) {
        this(
                shape.rows(),
                new MatrixInt16(
                        weights.int8Values(),
                        weights.integerBias(shape.outputChannels()),
                        0,
                        shape.outputChannels(),
                        shape.inputChannels()),
                requantization,
                input,
                output);
    }

    @Override
    public Runnable bind(Arena arena) {
        int[] partial = new int[matrix.channels()];
        long[] sums = new long[matrix.channels()];
        return () -> run(arena.shorts(), partial, sums);
    }

    private void run(short[] arena, int[] partial, long[] sums) {
        int to = output;
        for (int row = 0; row < rows; row++) {
            matrix.multiply(arena, input + row * matrix.depth(), partial, sums);
            for (int c = 0; c < sums.length; c++) {
                arena[to++] = (short) requantization.apply(sums[c], c);
            }
        }
    }

    @Override
    public long weightBytes() {
        return matrix.bytes();
    }
}
