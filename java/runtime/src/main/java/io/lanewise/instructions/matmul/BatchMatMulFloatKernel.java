// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import java.util.Arrays;

/** Float products of matrices, row by row. */
record BatchMatMulFloatKernel(MatrixShape shape, int left, int right, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        float[] sums = new float[shape.columns()];
        float[] matrix = new float[shape.rightTransposed() ? shape.depth() * shape.columns() : 0];
        return () -> run(arena.floats(), matrix, sums);
    }

    private void run(float[] arena, float[] matrix, float[] sums) {
        int to = output;
        for (int product = 0, products = shape.products(); product < products; product++) {
            int l = left + shape.leftMatrix(product) * shape.rows() * shape.depth();
            int r = right + shape.rightMatrix(product) * shape.depth() * shape.columns();
            if (shape.rightTransposed()) {
                transpose(arena, r, matrix);
            }
            for (int row = 0; row < shape.rows(); row++, l += shape.leftRowStride(), to += sums.length) {
                Arrays.fill(sums, 0);
                if (shape.rightTransposed()) {
                    multiply(arena, l, matrix, 0, sums);
                } else {
                    multiply(arena, l, arena, r, sums);
                }
                System.arraycopy(sums, 0, arena, to, sums.length);
            }
        }
    }

    private void multiply(float[] arena, int at, float[] matrix, int first, float[] sums) {
        for (int k = 0, l = at, r = first; k < shape.depth(); k++, l += shape.leftDepthStride(), r += sums.length) {
            for (int n = 0; n < sums.length; n++) {
                sums[n] += arena[l] * matrix[r + n];
            }
        }
    }

    private void transpose(float[] arena, int from, float[] matrix) {
        for (int n = 0, r = from; n < shape.columns(); n++) {
            for (int k = 0; k < shape.depth(); k++, r++) {
                matrix[k * shape.columns() + n] = arena[r];
            }
        }
    }
}
