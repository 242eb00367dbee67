// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.QuantizedMultiplier;

/** Truths of two int16 values each, on two grids. */
record ComparisonInt16Kernel(
        BroadcastLoop loop, Comparison comparison, QuantizedMultiplier left, QuantizedMultiplier right)
        implements Kernel {
    private static final int LEFT_SHIFT = 8;

    @Override
    public Runnable bind(Arena arena) {
        short[] shorts = arena.shorts();
        byte[] truths = arena.bytes();
        BroadcastLoop.Row row = (l, r, o) -> {
            for (int i = 0; i < loop.rowElements(); i++) {
                long x = left.times(shorts[l + i * loop.leftStep()] << LEFT_SHIFT);
                long y = right.times(shorts[r + i * loop.rightStep()] << LEFT_SHIFT);
                truths[o + i] = (byte) (comparison.holds(x, y) ? 1 : 0);
            }
        };
        return () -> loop.forEachRow(row);
    }
}
