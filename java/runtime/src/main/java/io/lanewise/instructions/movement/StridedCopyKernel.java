// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Gathers elements that lie at regular distances: TRANSPOSE and slices. */
record StridedCopyKernel(StridedView view, DataType type, int input, int output) implements Kernel {

    /** Gathers the elements along the last dimension from an offset on to another. */
    private interface Row {
        void copy(int from, int to);
    }

    @Override
    public Runnable bind(Arena arena) {
        int last = view.dims().length - 1;
        Row row = row(arena, view.dims()[last], view.strides()[last]);
        return () -> walk(0, input + view.start(), output, row);
    }

    private Row row(Arena arena, int elements, int stride) {
        if (type == DataType.FLOAT32) {
            float[] floats = arena.floats();
            return (from, to) -> {
                for (int i = 0; i < elements; i++) {
                    floats[to + i] = floats[from + i * stride];
                }
            };
        }
        if (type == DataType.INT16) {
            short[] shorts = arena.shorts();
            return (from, to) -> {
                for (int i = 0; i < elements; i++) {
                    shorts[to + i] = shorts[from + i * stride];
                }
            };
        }
        byte[] bytes = arena.bytes();
        return (from, to) -> {
            for (int i = 0; i < elements; i++) {
                bytes[to + i] = bytes[from + i * stride];
            }
        };
    }

    /** Fills dimensions {@code d} and inward; returns the offset behind the last element written. */
    private int walk(int d, int from, int to, Row row) {
        int size = view.dims()[d];
        if (d == view.dims().length - 1) {
            row.copy(from, to);
            return to + size;
        }
        int next = to;
        for (int i = 0; i < size; i++) {
            next = walk(d + 1, from + i * view.strides()[d], next, row);
        }
        return next;
    }
}
