// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Activation;

/** Float addition. */
record AddFloatKernel(BroadcastLoop loop, FloatClamp clamp) implements Kernel {

    AddFloatKernel(BroadcastLoop loop, Activation activation) {
        this(loop, FloatClamp.of(activation));
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        BroadcastLoop.Row row = (l, r, o) -> add(floats, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void add(float[] arena, int l, int r, int o) {
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            arena[o + i] = clamp.apply(arena[l + i * leftStep] + arena[r + i * rightStep]);
        }
    }
}
