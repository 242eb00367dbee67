// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.kernels.FullyConnectedRequantization;
import io.lanewise.kernels.FullyConnectedShape;
import io.lanewise.kernels.Weights;

/** int8 dense layer: a matrix product per row. */
record FullyConnectedInt8Kernel(int rows, MatrixInt8 matrix, FullyConnectedRequantization requantization, int input,
        int output) implements Kernel {

    FullyConnectedInt8Kernel(FullyConnectedShape shape, Weights weights, FullyConnectedRequantization requantization,
            int input, int output) {
        this(shape.rows(), new MatrixInt8(weights.int8Values(), weights.int32Bias(shape.outputChannels()), 0,
                shape.outputChannels(), shape.inputChannels(), requantization.inputZeroPoint()), requantization, input, output);
    }

    @Override
    public Runnable bind(Arena arena) {
        int[] sums = new int[matrix.channels()];
        return () -> run(arena.bytes(), sums);
    }

    private void run(byte[] arena, int[] sums) {
        int to = output;
        for (int row = 0; row < rows; row++) {
            matrix.multiply(arena, input + row * matrix.depth(), sums);
            for (int c = 0; c < sums.length; c++) {
                arena[to++] = (byte) requantization.apply(sums[c], c);
            }
        }
    }

    @Override
    public long weightBytes() {
        return matrix.bytes();
    }
}
