// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite.flatbuffers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Bytes as the encoding asks for them, and what a table reads from them. */
class FlatBufferBuilderTest {

    /** A table of any fields. */
    private static final class Any extends Table {
        static Any first(ByteBuffer file) {
            Any table = new Any();
            table.__reset(file.getInt(file.position()) + file.position(), file);
            return table;
        }

        int shortAt(int field) {
            return __offset(4 + 2 * field) == 0 ? -1 : bb.getShort(bb_pos + __offset(4 + 2 * field));
        }

        String string(int field) {
            return __string(bb_pos + __offset(4 + 2 * field));
        }

        ByteBuffer bytes(int field) {
            return __vector_as_bytebuffer(4 + 2 * field, 1);
        }

        Any table(int field) {
            return (Any) __union(new Any(), bb_pos + __offset(4 + 2 * field));
        }
    }

    private static ByteBuffer file(FlatBufferBuilder builder) {
        return ByteBuffer.wrap(builder.sizedByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void writesATableByteForByte() {
        FlatBufferBuilder builder = new FlatBufferBuilder(1);
        builder.startTable(4);
        builder.addInt(0, 0x01020304, 0);
        builder.addByte(2, (byte) 7, 0);
        builder.addInt(3, 5, 5);
        builder.finish(builder.endTable(), "TEST");
        assertArrayEquals(
                new byte[] {
                    20, 0, 0, 0, 'T', 'E', 'S', 'T', // the distance to the table; the format
                    0, 0, // padding
                    10, 0, 12, 0, 8, 0, 0, 0, 7, 0, // vtable: its size, the table's, fields 0 to 2; 3 has its default
                    10, 0, 0, 0, // the distance back to the vtable
                    0, 0, 0, 7, 4, 3, 2, 1,
                },
                builder.sizedByteArray());
        assertArrayEquals(builder.sizedByteArray(), bytes(builder.dataBuffer()));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void sharesEqualVtables() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int[] tables = new int[40];
        for (int i = 0; i < tables.length; i++) {
            builder.startTable(2);
            builder.addByte(0, (byte) (i + 1), 0);
            builder.addInt(1, i % 2, 0);
            tables[i] = builder.endTable();
        }
        builder.startVector(4, tables.length, 4);
        for (int i = tables.length - 1; i >= 0; i--) {
            builder.addOffset(tables[i]);
        }
        builder.finish(builder.endVector(), "TEST");
        // 20 tables of two words and 20 of three; their vtables, the second kind's two as its first table needs less
        // padding; the vector, and the beginning.
        assertEquals(20 * 8 + 10 + 19 * 12 + 6 + 2 * 8 + 4 + 40 * 4 + 8, builder.sizedByteArray().length);
    }

    @Test
    void alignsVectorsFromTheBeginningOfTheFile() {
        for (int before = 0; before < 40; before++) {
            FlatBufferBuilder builder = new FlatBufferBuilder(16);
            int string = builder.createString("x".repeat(before));
            builder.createVector(1, 5, 16).put(new byte[] {1, 2, 3, 4, 5});
            int vector = builder.endVector();
            builder.startTable(2);
            builder.addOffset(0, vector, 0);
            builder.addOffset(1, string, 0);
            builder.finish(builder.endTable(), "TEST");
            Any table = Any.first(file(builder));
            assertEquals(0, table.bytes(0).position() % 16);
            assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, bytes(table.bytes(0)));
            assertEquals("x".repeat(before), table.string(1));
        }
    }

    @Test
    void readsWhatItWrote() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int string = builder.createString("Größe \ud83d\ude00");
        builder.startTable(1);
        builder.addOffset(0, string, 0);
        int inner = builder.endTable();
        builder.startTable(3);
        builder.addOffset(1, inner, 0);
        builder.finish(builder.endTable(), "TEST");
        ByteBuffer file = file(builder);
        Any table = Any.first(file);
        assertEquals("Größe \ud83d\ude00", table.table(1).string(0));
        assertNull(table.bytes(0));
        assertEquals(-1, table.shortAt(2));
        assertEquals(-1, table.shortAt(200));
        assertEquals(true, Table.__has_identifier(file, "TEST"));
        assertEquals(false, Table.__has_identifier(file, "TFL3"));
    }

    @Test
    void refusesStringsThatAreNotUtf8OrEndOutside() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int string = builder.createByteVector(new byte[] {'a', (byte) 0xc0, (byte) 0x80});
        builder.startTable(1);
        builder.addOffset(0, string, 0);
        builder.finish(builder.endTable(), "TEST");
        ByteBuffer file = file(builder);
        assertThrows(IllegalArgumentException.class, () -> Any.first(file).string(0));
        file.putInt(file.capacity() - 8, 1000);
        assertThrows(RuntimeException.class, () -> Any.first(file).string(0));
        file.putInt(0, 1000);
        assertThrows(IndexOutOfBoundsException.class, () -> Any.first(file));
    }
}
