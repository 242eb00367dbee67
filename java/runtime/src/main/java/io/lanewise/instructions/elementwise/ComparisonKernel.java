// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Truths of two values each. */
record ComparisonKernel(CompareValues instruction, int left, int right, int output) implements Kernel {

    /** Whether the comparison holds of the values at two positions. */
    private interface Truth {
        boolean of(int left, int right);
    }

    @Override
    public Runnable bind(Arena arena) {
        BroadcastLoop loop = new BroadcastLoop(instruction.broadcast(), 0, 0, output);
        Truth truth = truth(arena);
        byte[] truths = arena.bytes();
        BroadcastLoop.Row row = (l, r, o) -> {
            for (int i = 0; i < loop.rowElements(); i++) {
                truths[o + i] = (byte) (truth.of(l + i * loop.leftStep(), r + i * loop.rightStep()) ? 1 : 0);
            }
        };
        return () -> loop.forEachRow(row);
    }

    private Truth truth(Arena arena) {
        Comparison comparison = instruction.comparison();
        if (instruction.type() == DataType.FLOAT32) {
            float[] floats = arena.floats();
            return (l, r) -> comparison.holds(floats[left + l], floats[right + r]);
        }
        if (instruction.left() != null) {
            byte[] bytes = arena.bytes();
            return (l, r) -> comparison.holds((long) instruction.left().of(bytes[left + l]), (long)
                    instruction.right().of(bytes[right + r]));
        }
        IntegerElements from = IntegerElements.of(arena, instruction.type(), left);
        IntegerElements other = IntegerElements.of(arena, instruction.type(), right);
        return (l, r) -> comparison.holds(from.get(l), other.get(r));
    }

    @Override
    public long weightBytes() {
        return instruction.left() == null
                ? 0
                : instruction.left().bytes() + instruction.right().bytes();
    }
}
