// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.DataType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The integers or truths of a tensor in an arena, by their positions in it. */
public interface IntegerElements {
    /** int32 in bytes. */
    VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** int64 in bytes. */
    VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The element at a position. */
    long get(int position);

    /** Puts an element at a position; of a wider integer the low bits. */
    void set(int position, long value);

    /**
     * A view of a tensor.
     *
     * @param offset where it begins in its array
     * @throws IllegalArgumentException if the type is none of integers
     */
    static IntegerElements of(Arena arena, DataType type, int offset) {
        return switch (type) {
            case INT8 -> new Bytes(arena.bytes(), offset, -1);
            case UINT8, BOOL -> new Bytes(arena.bytes(), offset, 0xFF);
            case INT16 -> new Shorts(arena.shorts(), offset);
            case INT32 -> new Ints(arena.bytes(), offset);
            case INT64 -> new Longs(arena.bytes(), offset);
            case FLOAT32, FLOAT16, INT4 -> throw new IllegalArgumentException(type.label() + " is no integer here");
        };
    }

    /** Of one byte, with a sign or, by the mask 255, without. */
    record Bytes(byte[] array, int offset, int mask) implements IntegerElements {
        @Override
        public long get(int position) {
            return array[offset + position] & mask;
        }

        @Override
        public void set(int position, long value) {
            array[offset + position] = (byte) value;
        }
    }

    /** Of two bytes. */
    record Shorts(short[] array, int offset) implements IntegerElements {
        @Override
        public long get(int position) {
            return array[offset + position];
        }

        @Override
        public void set(int position, long value) {
            array[offset + position] = (short) value;
        }
    }

    /** Of four bytes, kept as bytes. */
    record Ints(byte[] array, int offset) implements IntegerElements {
        @Override
        public long get(int position) {
            return (int) INTS.get(array, offset + position * Integer.BYTES);
        }

        @Override
        public void set(int position, long value) {
            INTS.set(array, offset + position * Integer.BYTES, (int) value);
        }
    }

    /** Of eight bytes, kept as bytes. */
    record Longs(byte[] array, int offset) implements IntegerElements {
        @Override
        public long get(int position) {
            return (long) LONGS.get(array, offset + position * Long.BYTES);
        }

        @Override
        public void set(int position, long value) {
            LONGS.set(array, offset + position * Long.BYTES, value);
        }
    }
}
