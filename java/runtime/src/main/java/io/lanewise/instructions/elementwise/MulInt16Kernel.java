// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.ActivationRange;

/** int16 multiplication. */
record MulInt16Kernel(BroadcastLoop loop, MulParameters parameters) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        short[] shorts = arena.shorts();
        BroadcastLoop.Row row = (l, r, o) -> multiply(shorts, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void multiply(short[] arena, int l, int r, int o) {
        ActivationRange range = parameters.range();
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            int q = parameters.factor().times(arena[l + i * leftStep] * arena[r + i * rightStep]);
            arena[o + i] = (short) Math.max(range.minimum(), Math.min(range.maximum(), q));
        }
    }
}
