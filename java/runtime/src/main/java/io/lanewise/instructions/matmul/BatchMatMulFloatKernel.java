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
        return () -> run(arena.floats(), sums);
    }

    private void run(float[] arena, float[] sums) {
        int to = output;
        for (int product = 0, products = shape.products(); product < products; product++) {
            int l = left + shape.leftMatrix(product) * shape.rows() * shape.depth();
            int matrix = right + shape.rightMatrix(product) * shape.depth() * shape.columns();
            for (int row = 0; row < shape.rows(); row++, to += sums.length) {
                Arrays.fill(sums, 0);
                for (int k = 0, r = matrix; k < shape.depth(); k++, l++, r += sums.length) {
                    for (int n = 0; n < sums.length; n++) {
                        sums[n] += arena[l] * arena[r + n];
                    }
                }
                System.arraycopy(sums, 0, arena, to, sums.length);
            }
        }
    }
}
