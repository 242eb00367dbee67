// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Where the largest values of each row lie, by insertion into a sorted list of as many as are wanted. */
record FindLargestKernel(FindLargest instruction, int input, int output) implements Kernel {

    /** Whether the value at a position is larger than that at another. */
    private interface Larger {
        boolean is(int position, int other);
    }

    @Override
    public Runnable bind(Arena arena) {
        Larger larger = larger(arena);
        IntegerElements found = IntegerElements.of(arena, instruction.indexType(), output);
        int[] best = new int[instruction.count()];
        return () -> {
            for (int row = 0; row < instruction.rows(); row++) {
                int first = row * instruction.depth();
                find(first, larger, best);
                for (int i = 0; i < best.length; i++) {
                    found.set(row * best.length + i, best[i] - first);
                }
            }
        };
    }

    private void find(int first, Larger larger, int[] best) {
        int count = 0;
        for (int position = first; position < first + instruction.depth(); position++) {
            int place = count;
            while (place > 0 && larger.is(position, best[place - 1])) {
                place--;
            }
            if (place < best.length) {
                int moved = Math.min(count, best.length - 1) - place;
                System.arraycopy(best, place, best, place + 1, moved);
                best[place] = position;
                count = Math.min(count + 1, best.length);
            }
        }
    }

    private Larger larger(Arena arena) {
        if (instruction.type() == DataType.FLOAT32) {
            float[] floats = arena.floats();
            return (position, other) -> floats[input + position] > floats[input + other];
        }
        IntegerElements elements = IntegerElements.of(arena, instruction.type(), input);
        return (position, other) -> elements.get(position) > elements.get(other);
    }
}
