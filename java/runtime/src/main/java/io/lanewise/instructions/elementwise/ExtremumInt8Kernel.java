// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** The larger or the smaller of two int8 values on the same steps. */
record ExtremumInt8Kernel(BroadcastLoop loop, boolean larger) implements Kernel {

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
            byte left = arena[l + i * leftStep];
            byte right = arena[r + i * rightStep];
            arena[o + i] = left > right == larger ? left : right;
        }
    }
}
