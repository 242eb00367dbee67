// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int8;

/** int8 squares of differences. */
record SquaredDifferenceInt8Kernel(BroadcastLoop loop, AddParameters parameters, RescaledInt8 left, RescaledInt8 right)
        implements Kernel {

    SquaredDifferenceInt8Kernel(BroadcastLoop loop, AddParameters parameters) {
        this(loop, parameters, parameters.rescaledLeft(), parameters.rescaledRight());
    }

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        BroadcastLoop.Row row = (l, r, o) -> run(bytes, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void run(byte[] arena, int l, int r, int o) {
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            int difference = left.of(arena[l + i * leftStep]) - right.of(arena[r + i * rightStep]);
            int scaled = parameters.output().times(difference * difference);
            arena[o + i] = Int8.saturate(scaled + parameters.outputZeroPoint());
        }
    }

    @Override
    public long weightBytes() {
        return left.bytes() + right.bytes();
    }
}
