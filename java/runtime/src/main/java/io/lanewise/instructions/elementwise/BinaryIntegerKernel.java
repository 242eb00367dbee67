// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;

/** A function of two integers. */
record BinaryIntegerKernel(
        Broadcast broadcast,
        IntegerFunction function,
        DataType type,
        Activation activation,
        int left,
        int right,
        int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        IntegerElements l = IntegerElements.of(arena, type, left);
        IntegerElements r = IntegerElements.of(arena, type, right);
        IntegerElements o = IntegerElements.of(arena, type, output);
        BroadcastLoop loop = new BroadcastLoop(broadcast, 0, 0, 0);
        BroadcastLoop.Row row = (from, other, to) -> {
            for (int i = 0; i < loop.rowElements(); i++) {
                long value = function.apply(l.get(from + i * loop.leftStep()), r.get(other + i * loop.rightStep()));
                o.set(to + i, activation == Activation.NONE ? value : clamp(value));
            }
        };
        return () -> loop.forEachRow(row);
    }

    /** The low bits are clamped, as TFLite does it. */
    private long clamp(long value) {
        long stored = type == DataType.INT32 ? (int) value : value;
        return Math.max((long) activation.minimum(), Math.min((long) activation.maximum(), stored));
    }
}
