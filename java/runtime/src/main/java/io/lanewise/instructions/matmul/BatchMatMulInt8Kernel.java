// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import java.util.Arrays;

/** int8 products of matrices, row by row; each right matrix is first widened to int, less its zero point. */
record BatchMatMulInt8Kernel(BatchMatMulS8 instruction, int left, int right, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        MatrixShape shape = instruction.shape();
        int[] matrix = new int[shape.depth() * shape.columns()];
        int[] sums = new int[shape.columns()];
        return () -> run(arena.bytes(), shape, matrix, sums);
    }

    private void run(byte[] arena, MatrixShape shape, int[] matrix, int[] sums) {
        int to = output;
        int widened = -1;
        for (int product = 0, products = shape.products(); product < products; product++) {
            int l = left + shape.leftMatrix(product) * shape.rows() * shape.depth();
            int r = shape.rightMatrix(product);
            if (r != widened) {
                widen(arena, right + r * matrix.length, shape, matrix);
                widened = r;
            }
            for (int row = 0; row < shape.rows(); row++, l += shape.leftRowStride(), to += sums.length) {
                multiply(arena, l, shape, matrix, sums);
                store(sums, arena, to);
            }
        }
    }

    private void widen(byte[] arena, int from, MatrixShape shape, int[] matrix) {
        int rowStride = shape.rightTransposed() ? 1 : shape.columns();
        int columnStride = shape.rightTransposed() ? shape.depth() : 1;
        for (int k = 0, to = 0; k < shape.depth(); k++) {
            for (int n = 0, r = from + k * rowStride; n < shape.columns(); n++, r += columnStride, to++) {
                matrix[to] = arena[r] - instruction.rightZeroPoint();
            }
        }
    }

    private void multiply(byte[] arena, int from, MatrixShape shape, int[] matrix, int[] sums) {
        int zeroPoint = instruction.requantization().inputZeroPoint();
        Arrays.fill(sums, 0);
        for (int k = 0, l = from, m = 0; k < shape.depth(); k++, l += shape.leftDepthStride(), m += sums.length) {
            int x = arena[l] - zeroPoint;
            for (int n = 0; n < sums.length; n++) {
                sums[n] += x * matrix[m + n];
            }
        }
    }

    private void store(int[] sums, byte[] arena, int to) {
        for (int n = 0; n < sums.length; n++) {
            arena[to + n] = instruction.requantization().apply(sums[n], 0);
        }
    }
}
