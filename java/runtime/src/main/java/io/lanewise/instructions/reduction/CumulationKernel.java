// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Running sums. */
record CumulationKernel(CumulateValues instruction, int input, int output) implements Kernel {

    /** Sums up the cells that lie {@code step} apart from a position on. */
    private interface Row {
        void run(int first, int step);
    }

    @Override
    public Runnable bind(Arena arena) {
        Row row = instruction.type() == DataType.FLOAT32 ? floats(arena.floats()) : integers(arena);
        ReductionShape shape = instruction.shape();
        int last = (shape.reduced() - 1) * shape.inner();
        return () -> {
            for (int o = 0; o < shape.outer(); o++) {
                for (int i = 0; i < shape.inner(); i++) {
                    int first = o * shape.reduced() * shape.inner() + i;
                    row.run(
                            first + (instruction.reverse() ? last : 0),
                            instruction.reverse() ? -shape.inner() : shape.inner());
                }
            }
        };
    }

    private Row floats(float[] floats) {
        return (first, step) -> {
            float sum = 0;
            for (int r = 0; r < instruction.shape().reduced(); r++) {
                float value = floats[input + first + r * step];
                floats[output + first + r * step] = instruction.exclusive() ? sum : sum + value;
                sum += value;
            }
        };
    }

    private Row integers(Arena arena) {
        IntegerElements from = IntegerElements.of(arena, instruction.type(), input);
        IntegerElements to = IntegerElements.of(arena, instruction.type(), output);
        return (first, step) -> {
            long sum = 0;
            for (int r = 0; r < instruction.shape().reduced(); r++) {
                long value = from.get(first + r * step);
                to.set(first + r * step, instruction.exclusive() ? sum : sum + value);
                sum += value;
            }
        };
    }
}
