// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Activation;

/** Any float function of two values. */
record BinaryFloatKernel(BroadcastLoop loop, FloatBinaryFunction function, FloatClamp clamp) implements Kernel {

    BinaryFloatKernel(BroadcastLoop loop, FloatBinaryFunction function, Activation activation) {
        this(loop, function, FloatClamp.of(activation));
    }

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        BroadcastLoop.Row row = (l, r, o) -> run(floats, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void run(float[] arena, int l, int r, int o) {
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            arena[o + i] = clamp.apply(function.apply(arena[l + i * leftStep], arena[r + i * rightStep]));
        }
    }
}
