// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Activation;

/** Float multiplication. */
record MulFloatKernel(BroadcastLoop loop, FloatClamp clamp) implements Kernel {

    MulFloatKernel(BroadcastLoop loop, Activation activation) {
        this(loop, FloatClamp.of(activation));
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        BroadcastLoop.Row row = (l, r, o) -> multiply(floats, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void multiply(float[] arena, int l, int r, int o) {
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            arena[o + i] = clamp.apply(arena[l + i * leftStep] * arena[r + i * rightStep]);
        }
    }
}
