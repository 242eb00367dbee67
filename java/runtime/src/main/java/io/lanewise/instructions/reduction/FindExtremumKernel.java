// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Where extrema lie. A NaN is taken only where it comes first, as no value is beyond it. */
record FindExtremumKernel(FindExtremum instruction, int input, int output) implements Kernel {

    /** Whether the value at a position is beyond that at another. */
    private interface Beyond {
        boolean is(int position, int other);
    }

    @Override
    public Runnable bind(Arena arena) {
        Beyond beyond = beyond(arena);
        IntegerElements found = IntegerElements.of(arena, instruction.indexType(), output);
        ReductionShape shape = instruction.shape();
        return () -> {
            for (int o = 0; o < shape.outer(); o++) {
                for (int i = 0; i < shape.inner(); i++) {
                    int first = o * shape.reduced() * shape.inner() + i;
                    found.set(o * shape.inner() + i, find(first, beyond));
                }
            }
        };
    }

    private int find(int first, Beyond beyond) {
        ReductionShape shape = instruction.shape();
        int best = 0;
        for (int r = 1; r < shape.reduced(); r++) {
            if (beyond.is(first + r * shape.inner(), first + best * shape.inner())) {
                best = r;
            }
        }
        return best;
    }

    private Beyond beyond(Arena arena) {
        boolean largest = instruction.largest();
        if (instruction.type() == DataType.FLOAT32) {
            float[] floats = arena.floats();
            return largest
                    ? (p, other) -> floats[input + p] > floats[input + other]
                    : (p, other) -> floats[input + p] < floats[input + other];
        }
        IntegerElements values = IntegerElements.of(arena, instruction.type(), input);
        return largest
                ? (p, other) -> values.get(p) > values.get(other)
                : (p, other) -> values.get(p) < values.get(other);
    }
}
