// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.ActivationRange;

/**
 * int16 addition and subtraction.
 *
 * @param sign 1, or -1 to subtract the right input
 */
record AddInt16Kernel(BroadcastLoop loop, AddParameters parameters, int sign) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        short[] shorts = arena.shorts();
        BroadcastLoop.Row row = (l, r, o) -> add(shorts, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void add(short[] arena, int l, int r, int o) {
        ActivationRange range = parameters.range();
        int shift = parameters.leftShift();
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            int sum = parameters.left().times(arena[l + i * leftStep] << shift)
                    + sign * parameters.right().times(arena[r + i * rightStep] << shift);
            int q = parameters.output().times(sum);
            arena[o + i] = (short) Math.max(range.minimum(), Math.min(range.maximum(), q));
        }
    }
}
