// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;
import java.util.Arrays;

/** Rows added to where indices say. */
record ScatterKernel(GatherShape shape, int units, DataType type, DataType indexType, int indices, int rows, int output)
        implements Kernel {

    /** Adds the element at a position of the rows to one of the output. */
    private interface Sum {
        void add(int from, int to);
    }

    @Override
    public Runnable bind(Arena arena) {
        IntegerElements index = IntegerElements.of(arena, indexType, indices);
        Sum sum = sum(arena);
        Runnable clear = clear(arena, shape.rows() * shape.row() * units);
        return () -> {
            clear.run();
            for (int i = 0; i < shape.count(); i++) {
                int to = shape.position(index, i) * shape.row();
                for (int c = 0; c < shape.row(); c++) {
                    sum.add(i * shape.row() + c, to + c);
                }
            }
        };
    }

    private Runnable clear(Arena arena, int length) {
        return switch (type) {
            case FLOAT32 -> () -> Arrays.fill(arena.floats(), output, output + length, 0);
            case INT16 -> () -> Arrays.fill(arena.shorts(), output, output + length, (short) 0);
            default -> () -> Arrays.fill(arena.bytes(), output, output + length, (byte) 0);
        };
    }

    private Sum sum(Arena arena) {
        if (type == DataType.FLOAT32) {
            float[] floats = arena.floats();
            return (from, to) -> floats[output + to] += floats[rows + from];
        }
        IntegerElements source = IntegerElements.of(arena, type, rows);
        IntegerElements target = IntegerElements.of(arena, type, output);
        return type == DataType.BOOL
                ? (from, to) -> target.set(to, target.get(to) | source.get(from))
                : (from, to) -> target.set(to, target.get(to) + source.get(from));
    }
}
