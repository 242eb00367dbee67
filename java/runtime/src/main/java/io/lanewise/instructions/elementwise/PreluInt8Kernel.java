// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.activation.LeakyReluParameters;
import io.lanewise.quantization.Int8;

/** int8 rectifier with a slope for each channel. */
record PreluInt8Kernel(BroadcastLoop loop, LeakyReluParameters parameters) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        BroadcastLoop.Row row = (x, slope, o) -> run(bytes, x, slope, o);
        return () -> loop.forEachRow(row);
    }

    private void run(byte[] arena, int x, int slope, int o) {
        int step = loop.leftStep();
        int slopeStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            arena[o + i] = Int8.saturate(parameters.apply(arena[x + i * step], arena[slope + i * slopeStep]));
        }
    }
}
