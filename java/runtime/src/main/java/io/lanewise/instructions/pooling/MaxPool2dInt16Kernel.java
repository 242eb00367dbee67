// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantization.ActivationRange;

/** int16 max pooling: the largest raw value, clamped. */
record MaxPool2dInt16Kernel(PoolLoop loop, ActivationRange range) implements Kernel {

    MaxPool2dInt16Kernel(WindowGeometry window, ActivationRange range, int input, int output) {
        this(new PoolLoop(window, input, output), range);
    }

    @Override
    public Runnable bind(Arena arena) {
        short[] shorts = arena.shorts();
        PoolLoop.Cell cell = (first, rows, columns, to) -> maximum(shorts, first, rows, columns, to);
        return () -> loop.forEachCell(cell);
    }

    private void maximum(short[] arena, int first, int rows, int columns, int to) {
        int channels = loop.channels();
        for (int c = 0; c < channels; c++) {
            int maximum = range.minimum();
            for (int row = 0; row < rows; row++) {
                int from = first + row * loop.rowPitch() + c;
                for (int column = 0; column < columns; column++) {
                    maximum = Math.max(maximum, arena[from + column * channels]);
                }
            }
            arena[to + c] = (short) Math.min(range.maximum(), maximum);
        }
    }
}
