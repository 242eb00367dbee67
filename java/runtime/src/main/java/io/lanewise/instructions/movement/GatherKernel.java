// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Rows by indices. */
record GatherKernel(GatherShape shape, int units, DataType type, DataType indexType, int table, int indices, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        Object values = arena.array(type);
        IntegerElements index = IntegerElements.of(arena, indexType, indices);
        int row = shape.row() * units;
        int part = shape.rows() * row;
        return () -> {
            int from = table;
            int to = output;
            for (int b = 0; b < shape.batches(); b++) {
                for (int o = 0; o < shape.outer(); o++, from += part) {
                    for (int i = 0; i < shape.count(); i++, to += row) {
                        int chosen = shape.position(index, b * shape.count() + i);
                        System.arraycopy(values, from + chosen * row, values, to, row);
                    }
                }
            }
        };
    }
}
