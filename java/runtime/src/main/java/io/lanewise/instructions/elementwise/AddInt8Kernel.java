// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;

/**
 * int8 addition and subtraction.
 *
 * @param sign 1, or -1 to subtract the right input
 */
record AddInt8Kernel(BroadcastLoop loop, AddParameters parameters, int sign, RescaledInt8 left, RescaledInt8 right)
        implements Kernel {

    AddInt8Kernel(BroadcastLoop loop, AddParameters parameters, int sign) {
        this(loop, parameters, sign, parameters.rescaledLeft(), parameters.rescaledRight());
    }

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        BroadcastLoop.Row row = (l, r, o) -> add(bytes, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void add(byte[] arena, int l, int r, int o) {
        QuantizedMultiplier multiplier = parameters.output();
        ActivationRange range = parameters.range();
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            int sum = left.of(arena[l + i * leftStep]) + sign * right.of(arena[r + i * rightStep]);
            int q = multiplier.times(sum) + parameters.outputZeroPoint();
            arena[o + i] = (byte) Math.max(range.minimum(), Math.min(range.maximum(), q));
        }
    }

    @Override
    public long weightBytes() {
        return left.bytes() + right.bytes();
    }
}
