// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/**
 * Numbers as those of another type. Floats are rounded towards 0 and kept within the integer's range, where C++ leaves
 * them undefined, and NaN is 0; integers keep their low bits; of truths, everything but 0 is true.
 */
record CastKernel(int elements, DataType from, DataType to, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        if (from == DataType.FLOAT32 && to == DataType.FLOAT32) {
            return () -> System.arraycopy(arena.floats(), input, arena.floats(), output, elements);
        }
        if (from == DataType.FLOAT32) {
            IntegerElements target = IntegerElements.of(arena, to, output);
            return () -> {
                for (int i = 0; i < elements; i++) {
                    target.set(i, integer(arena.floats()[input + i]));
                }
            };
        }
        IntegerElements source = IntegerElements.of(arena, from, input);
        if (to == DataType.FLOAT32) {
            return () -> {
                for (int i = 0; i < elements; i++) {
                    arena.floats()[output + i] = source.get(i);
                }
            };
        }
        IntegerElements target = IntegerElements.of(arena, to, output);
        return () -> {
            for (int i = 0; i < elements; i++) {
                long value = source.get(i);
                target.set(i, to == DataType.BOOL && value != 0 ? 1 : value);
            }
        };
    }

    private long integer(float value) {
        return switch (to) {
            case BOOL -> value != 0 ? 1 : 0;
            case INT8 -> clamped(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT8 -> clamped(value, 0, 255);
            case INT16 -> clamped(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> (int) value;
            case INT64 -> (long) value;
            case FLOAT32, FLOAT16, INT4 -> throw new IllegalStateException(to.label() + " is no integer here");
        };
    }

    private static long clamped(float value, int minimum, int maximum) {
        return Math.max(minimum, Math.min(maximum, (int) value));
    }
}
