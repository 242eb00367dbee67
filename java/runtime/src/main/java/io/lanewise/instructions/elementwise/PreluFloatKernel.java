// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Float rectifier with a slope for each channel. */
record PreluFloatKernel(BroadcastLoop loop) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        BroadcastLoop.Row row = (x, slope, o) -> run(floats, x, slope, o);
        return () -> loop.forEachRow(row);
    }

    private void run(float[] arena, int x, int slope, int o) {
        int step = loop.leftStep();
        int slopeStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            float value = arena[x + i * step];
            arena[o + i] = value >= 0 ? value : value * arena[slope + i * slopeStep];
        }
    }
}
