// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantization.ActivationRange;
import java.util.Arrays;

/** int8 average pooling: the sum of raw values, divided with rounding half away from zero or half up. */
record AveragePool2dInt8Kernel(PoolLoop loop, ActivationRange range, boolean tiesUp) implements Kernel {

    AveragePool2dInt8Kernel(WindowGeometry window, ActivationRange range, boolean tiesUp, int input, int output) {
        this(new PoolLoop(window, input, output), range, tiesUp);
    }

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        int[] sums = new int[loop.channels()];
        PoolLoop.Cell cell = (first, rows, columns, to) -> average(bytes, sums, first, rows, columns, to);
        return () -> loop.forEachCell(cell);
    }

    private void average(byte[] arena, int[] sums, int first, int rows, int columns, int to) {
        Arrays.fill(sums, 0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int from = first + row * loop.rowPitch() + column * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += arena[from + c];
                }
            }
        }
        int count = rows * columns;
        for (int c = 0; c < sums.length; c++) {
            int average = tiesUp
                    ? Math.floorDiv(sums[c] + count / 2, count)
                    : (sums[c] > 0 ? sums[c] + count / 2 : sums[c] - count / 2) / count;
            arena[to + c] = (byte) Math.max(range.minimum(), Math.min(range.maximum(), average));
        }
    }
}
