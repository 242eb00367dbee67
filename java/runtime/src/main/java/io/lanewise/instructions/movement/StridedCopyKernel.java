// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Gathers elements that lie at regular distances: TRANSPOSE and slices. */
record StridedCopyKernel(StridedView view, DataType type, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        if (type == DataType.FLOAT32) {
            float[] floats = arena.floats();
            return () -> copy(floats, 0, input + view.start(), output);
        }
        if (type == DataType.INT16) {
            short[] shorts = arena.shorts();
            return () -> copy(shorts, 0, input + view.start(), output);
        }
        byte[] bytes = arena.bytes();
        return () -> copy(bytes, 0, input + view.start(), output);
    }

    /** Fills dimensions {@code d} and inward; returns the offset behind the last element written. */
    private int copy(float[] arena, int d, int from, int to) {
        int stride = view.strides()[d];
        int next = to;
        for (int i = 0, at = from; i < view.dims()[d]; i++, at += stride) {
            if (d == view.dims().length - 1) {
                arena[next++] = arena[at];
            } else {
                next = copy(arena, d + 1, at, next);
            }
        }
        return next;
    }

    private int copy(short[] arena, int d, int from, int to) {
        int stride = view.strides()[d];
        int next = to;
        for (int i = 0, at = from; i < view.dims()[d]; i++, at += stride) {
            if (d == view.dims().length - 1) {
                arena[next++] = arena[at];
            } else {
                next = copy(arena, d + 1, at, next);
            }
        }
        return next;
    }

    private int copy(byte[] arena, int d, int from, int to) {
        int stride = view.strides()[d];
        int next = to;
        for (int i = 0, at = from; i < view.dims()[d]; i++, at += stride) {
            if (d == view.dims().length - 1) {
                arena[next++] = arena[at];
            } else {
                next = copy(arena, d + 1, at, next);
            }
        }
        return next;
    }
}
