// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.tensor.Activation;
import java.util.Arrays;

/** Float average pooling. */
record AveragePool2dFloatKernel(PoolLoop loop, FloatClamp clamp) implements Kernel {

    AveragePool2dFloatKernel(WindowGeometry window, Activation activation, int input, int output) {
        this(new PoolLoop(window, input, output), FloatClamp.of(activation));
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        float[] sums = new float[loop.channels()];
        PoolLoop.Cell cell = (first, rows, columns, to) -> average(floats, sums, first, rows, columns, to);
        return () -> loop.forEachCell(cell);
    }

    private void average(float[] arena, float[] sums, int first, int rows, int columns, int to) {
        Arrays.fill(sums, 0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int from = first + row * loop.rowPitch() + column * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += arena[from + c];
                }
            }
        }
        for (int c = 0; c < sums.length; c++) {
            arena[to + c] = clamp.apply(sums[c] / (rows * columns));
        }
    }
}
