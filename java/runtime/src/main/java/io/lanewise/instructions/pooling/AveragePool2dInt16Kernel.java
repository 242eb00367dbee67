// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantization.ActivationRange;

/** int16 average pooling: the sum of raw values, divided with rounding half away from zero. */
record AveragePool2dInt16Kernel(PoolLoop loop, ActivationRange range) implements Kernel {

    AveragePool2dInt16Kernel(WindowGeometry window, ActivationRange range, int input, int output) {
        this(new PoolLoop(window, input, output), range);
    }

    @Override
    public Runnable bind(Arena arena) {
        short[] shorts = arena.shorts();
        PoolLoop.Cell cell = (first, rows, columns, to) -> average(shorts, first, rows, columns, to);
        return () -> loop.forEachCell(cell);
    }

    private void average(short[] arena, int first, int rows, int columns, int to) {
        int channels = loop.channels();
        int count = rows * columns;
        for (int c = 0; c < channels; c++) {
            int sum = 0;
            for (int row = 0; row < rows; row++) {
                int from = first + row * loop.rowPitch() + c;
                for (int column = 0; column < columns; column++) {
                    sum += arena[from + column * channels];
                }
            }
            int average = (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
            arena[to + c] = (short) Math.max(range.minimum(), Math.min(range.maximum(), average));
        }
    }
}
