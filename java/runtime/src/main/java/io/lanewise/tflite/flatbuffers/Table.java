// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite.flatbuffers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A table in a buffer. At its position is the distance back to its vtable: the vtable's own size, the table's size, and
 * for each field its distance from the table's position, 0 where it has its default. Strings, vectors and other tables
 * stand elsewhere; their field holds the distance to them, and vectors begin with their length.
 *
 * <p>Nothing is checked but that reads stay inside the buffer, which may be anything: they throw
 * {@link IndexOutOfBoundsException} or {@link IllegalArgumentException}.
 */
public class Table {
    private static final int SIZE = Integer.BYTES;

    /** The position of the table. */
    protected int bb_pos;
    /** The buffer, in the order of bytes of the format. */
    protected ByteBuffer bb;

    private int vtable;
    private int vtableSize;

    /** A table of no buffer, until it is given one. */
    protected Table() {}

    /** {@return the buffer that the table is in: a whole file} */
    public final ByteBuffer getByteBuffer() {
        return bb;
    }

    /**
     * Makes this the table at a position of a buffer.
     *
     * @param position where the table begins
     * @param buffer in little-endian order
     */
    protected final void __reset(int position, ByteBuffer buffer) {
        bb = buffer;
        bb_pos = position;
        vtable = position - buffer.getInt(position);
        vtableSize = buffer.getShort(vtable);
    }

    /**
     * The distance of a field from the table's position, or 0 if it has its default: so has what is behind the end of
     * the vtable, as a file may be older than the field.
     *
     * @param entry the offset of the field's entry in the vtable
     */
    protected final int __offset(int entry) {
        return entry < vtableSize ? bb.getShort(vtable + entry) : 0;
    }

    /** Where the distance at a position leads. */
    protected final int __indirect(int position) {
        return position + bb.getInt(position);
    }

    /**
     * The string that the distance at a position leads to.
     *
     * @throws IllegalArgumentException if it is not in UTF-8
     */
    protected final String __string(int position) {
        int start = __indirect(position);
        ByteBuffer bytes = bytes(start + SIZE, bb.getInt(start));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8: the string at " + start, e);
        }
    }

    /** The number of elements of the vector of a field. */
    protected final int __vector_len(int field) {
        return bb.getInt(__indirect(field + bb_pos));
    }

    /** The position of the first element of the vector of a field. */
    protected final int __vector(int field) {
        return __indirect(field + bb_pos) + SIZE;
    }

    /**
     * The bytes of a vector, or null if the field is not there.
     *
     * @param entry the offset of the field's entry in the vtable
     * @param elementSize bytes of each element
     */
    protected final ByteBuffer __vector_as_bytebuffer(int entry, int elementSize) {
        int field = __offset(entry);
        return field == 0 ? null : bytes(__vector(field), __vector_len(field) * elementSize);
    }

    private ByteBuffer bytes(int start, int length) {
        return bb.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start).limit(start + length);
    }

    /** Makes {@code table} the one of any type that the distance at a position leads to. */
    protected final Table __union(Table table, int position) {
        table.__reset(__indirect(position), bb);
        return table;
    }

    /** Whether a file says, after the distance to its first table, that it is of a format. */
    protected static boolean __has_identifier(ByteBuffer file, String format) {
        for (int i = 0; i < format.length(); i++) {
            if (file.get(file.position() + SIZE + i) != format.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
