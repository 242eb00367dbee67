// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Copies for each output cell the channels of one input cell. */
record ResizeNearestKernel(ResizeGeometry geometry, int[] rows, int[] columns, DataType type, int input, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        Object array = arena.array(type);
        return () -> run(array);
    }

    private void run(Object arena) {
        int channels = geometry.channels() * Arena.units(type);
        int to = output;
        for (int n = 0; n < geometry.batch(); n++) {
            for (int row : rows) {
                int from = input + (n * geometry.inputHeight() + row) * geometry.inputWidth() * channels;
                for (int column : columns) {
                    System.arraycopy(arena, from + column * channels, arena, to, channels);
                    to += channels;
                }
            }
        }
    }
}
