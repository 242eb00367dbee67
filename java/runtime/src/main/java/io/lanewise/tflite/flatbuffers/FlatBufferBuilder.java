// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite.flatbuffers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a buffer from its end to its beginning, so that what a table refers to is written before it, and all distances
 * lead forward. A place is named by its distance from the end, its <em>offset</em>.
 */
public final class FlatBufferBuilder {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private ByteBuffer buffer;
    /** The position of what was written last. */
    private int start;

    private int largestAlignment = 1;
    /** Of the table that is being written, the offset of each field; 0 where it has its default. */
    private int[] fields = new int[0];

    private int fieldCount;
    private int tableEnd;
    private int vectorLength;
    private int[] vtables = new int[16];
    private int vtableCount;

    /** A builder that begins with little memory. */
    public FlatBufferBuilder() {
        this(1024);
    }

    /**
     * A builder that copies nothing until it holds this many bytes.
     *
     * @param capacity at least 1
     */
    public FlatBufferBuilder(int capacity) {
        buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        start = capacity;
    }

    /** What was written, from its first byte on. */
    public ByteBuffer dataBuffer() {
        return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start);
    }

    /** A copy of what was written. */
    public byte[] sizedByteArray() {
        byte[] bytes = new byte[offset()];
        buffer.get(start, bytes);
        return bytes;
    }

    /**
     * Writes the beginning of the file.
     *
     * @param table the offset of the first table
     * @param format four characters
     */
    public void finish(int table, String format) {
        align(largestAlignment, Integer.BYTES + format.length());
        for (int i = format.length() - 1; i >= 0; i--) {
            addByte((byte) format.charAt(i));
        }
        addOffset(table);
    }

    /** Begins a table. */
    public void startTable(int numberOfFields) {
        fields = Arrays.copyOf(fields, Math.max(fields.length, numberOfFields));
        Arrays.fill(fields, 0);
        fieldCount = numberOfFields;
        tableEnd = offset();
    }

    /** Ends a table, and gives its offset. A vtable that is there already is used again. */
    public int endTable() {
        addInt(0); // becomes the distance to the vtable
        int table = offset();
        int count = fieldCount;
        while (count > 0 && fields[count - 1] == 0) {
            count--;
        }
        for (int i = count - 1; i >= 0; i--) {
            addShort((short) (fields[i] == 0 ? 0 : table - fields[i]));
        }
        addShort((short) (table - tableEnd));
        addShort((short) ((count + 2) * Short.BYTES));
        int vtable = sameVtable();
        if (vtable == 0) {
            vtable = offset();
            vtables = vtableCount < vtables.length ? vtables : Arrays.copyOf(vtables, 2 * vtableCount);
            vtables[vtableCount++] = vtable;
        } else {
            start = buffer.capacity() - table;
        }
        buffer.putInt(buffer.capacity() - table, vtable - table);
        return table;
    }

    /** The offset of an earlier vtable that equals the one just written, or 0. */
    private int sameVtable() {
        int size = buffer.getShort(start);
        for (int i = 0; i < vtableCount; i++) {
            int earlier = buffer.capacity() - vtables[i];
            if (buffer.slice(start, size).equals(buffer.slice(earlier, Math.min(size, vtables[i])))) {
                return vtables[i];
            }
        }
        return 0;
    }

    /** Begins a vector whose elements are then added, the last one first. */
    public void startVector(int elementSize, int length, int alignment) {
        align(Integer.BYTES, elementSize * length);
        align(alignment, elementSize * length);
        vectorLength = length;
    }

    /** Ends a vector, and gives its offset. */
    public int endVector() {
        prepend(Integer.BYTES);
        buffer.putInt(start, vectorLength);
        return offset();
    }

    /** Begins a vector, and gives its elements to be filled. */
    public ByteBuffer createVector(int elementSize, int length, int alignment) {
        startVector(elementSize, length, alignment);
        prepend(elementSize * length);
        return buffer.slice(start, elementSize * length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a vector of bytes, and gives its offset. */
    public int createByteVector(byte[] bytes) {
        createVector(1, bytes.length, 1).put(bytes);
        return endVector();
    }

    /** Writes the bytes that remain in a buffer as a vector, and gives its offset. */
    public int createByteVector(ByteBuffer bytes) {
        createVector(1, bytes.remaining(), 1).put(bytes);
        return endVector();
    }

    /** Writes a string with a zero behind it, which its length does not count, and gives its offset. */
    public int createString(String string) {
        addByte((byte) 0);
        return createByteVector(string.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an element, or a field's value. */
    public void addBoolean(boolean value) {
        addByte((byte) (value ? 1 : 0));
    }

    /** Adds an element, or a field's value. */
    public void addByte(byte value) {
        align(Byte.BYTES, 0);
        prepend(Byte.BYTES);
        buffer.put(start, value);
    }

    /** Adds an element, or a field's value. */
    public void addShort(short value) {
        align(Short.BYTES, 0);
        prepend(Short.BYTES);
        buffer.putShort(start, value);
    }

    /** Adds an element, or a field's value. */
    public void addInt(int value) {
        align(Integer.BYTES, 0);
        prepend(Integer.BYTES);
        buffer.putInt(start, value);
    }

    /** Adds an element, or a field's value. */
    public void addLong(long value) {
        align(Long.BYTES, 0);
        prepend(Long.BYTES);
        buffer.putLong(start, value);
    }

    /** Adds an element, or a field's value. */
    public void addFloat(float value) {
        addInt(Float.floatToRawIntBits(value));
    }

    /** Adds the distance to what was written at an offset. */
    public void addOffset(int offset) {
        align(Integer.BYTES, 0);
        addInt(offset() + Integer.BYTES - offset);
    }

    /** Adds a field, unless it has its default. */
    public void addBoolean(int field, boolean value, boolean byDefault) {
        if (value != byDefault) {
            addBoolean(value);
            fields[field] = offset();
        }
    }

    /** Adds a field, unless it has its default. */
    public void addByte(int field, byte value, int byDefault) {
        if (value != byDefault) {
            addByte(value);
            fields[field] = offset();
        }
    }

    /** Adds a field, unless it has its default. */
    public void addInt(int field, int value, int byDefault) {
        if (value != byDefault) {
            addInt(value);
            fields[field] = offset();
        }
    }

    /** Adds a field, unless it has its default. */
    public void addLong(int field, long value, long byDefault) {
        if (value != byDefault) {
            addLong(value);
            fields[field] = offset();
        }
    }

    /** Adds a field, unless it has its default. */
    public void addFloat(int field, float value, double byDefault) {
        if (value != byDefault) {
            addFloat(value);
            fields[field] = offset();
        }
    }

    /** Adds a field that refers to what was written at an offset, unless that is 0. */
    public void addOffset(int field, int offset, int none) {
        if (offset != none) {
            addOffset(offset);
            fields[field] = offset();
        }
    }

    private int offset() {
        return buffer.capacity() - start;
    }

    /** Pads with zeros, so that what begins after {@code following} more bytes is aligned. */
    private void align(int alignment, int following) {
        largestAlignment = Math.max(largestAlignment, alignment);
        int padding = -(offset() + following) & alignment - 1;
        prepend(padding);
        for (int i = 0; i < padding; i++) {
            buffer.put(start + i, (byte) 0);
        }
    }

    /** Makes room before what is written. */
    private void prepend(int bytes) {
        if (bytes > start) {
            grow(bytes);
        }
        start -= bytes;
    }

    private void grow(int bytes) {
        long needed = (long) offset() + bytes;
        if (needed > LARGEST) {
            throw new IllegalStateException(
                    "a file of " + needed + " bytes or more: at most " + LARGEST + " are possible");
        }
        int capacity = (int) Math.min(LARGEST, Math.max(2L * buffer.capacity(), needed));
        ByteBuffer larger = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        larger.put(capacity - offset(), buffer, start, offset());
        start += capacity - buffer.capacity();
        buffer = larger;
    }
}
