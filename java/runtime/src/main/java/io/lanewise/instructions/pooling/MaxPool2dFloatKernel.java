// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.pooling;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.tensor.Activation;

/** Float max pooling by TFLite's comparisons, {@code std::max} from the lowest float on: NaN is passed over. */
record MaxPool2dFloatKernel(PoolLoop loop, FloatClamp clamp) implements Kernel {

    MaxPool2dFloatKernel(WindowGeometry window, Activation activation, int input, int output) {
        this(new PoolLoop(window, input, output), FloatClamp.finite(activation));
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        PoolLoop.Cell cell = (first, rows, columns, to) -> maximum(floats, first, rows, columns, to);
        return () -> loop.forEachCell(cell);
    }

    private void maximum(float[] arena, int first, int rows, int columns, int to) {
        int channels = loop.channels();
        for (int c = 0; c < channels; c++) {
            float maximum = -Float.MAX_VALUE;
            for (int row = 0; row < rows; row++) {
                int from = first + row * loop.rowPitch() + c;
                for (int column = 0; column < columns; column++) {
                    float value = arena[from + column * channels];
                    // Not Math.max, which NaN would win.
                    maximum = value > maximum ? value : maximum;
                }
            }
            arena[to + c] = clamp.apply(maximum);
        }
    }
}
