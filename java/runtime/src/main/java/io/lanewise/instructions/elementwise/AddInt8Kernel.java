// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;

/** int8 addition and subtraction. Each input's rescaling has only 256 results, so both are tables. */
final class AddInt8Kernel implements Kernel {
    private final BroadcastLoop loop;
    private final AddParameters parameters;
    private final int[] left;
    private final int[] right;

    /** {@code sign} is 1, or -1 to subtract the right input. */
    AddInt8Kernel(BroadcastLoop loop, AddParameters parameters, int sign) {
        this.loop = loop;
        this.parameters = parameters;
        this.left = rescaled(parameters.leftZeroPoint(), parameters.leftShift(), parameters.left(), 1);
        this.right = rescaled(parameters.rightZeroPoint(), parameters.leftShift(), parameters.right(), sign);
    }

    private static int[] rescaled(int zeroPoint, int leftShift, QuantizedMultiplier multiplier, int sign) {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = sign * multiplier.times((i - 128 - zeroPoint) << leftShift);
        }
        return table;
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
            int sum = left[arena[l + i * leftStep] + 128] + right[arena[r + i * rightStep] + 128];
            int q = multiplier.times(sum) + parameters.outputZeroPoint();
            arena[o + i] = (byte) Math.max(range.minimum(), Math.min(range.maximum(), q));
        }
    }

    @Override
    public long weightBytes() {
        return (long) (left.length + right.length) * Integer.BYTES;
    }
}
