// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.testing.ModelFile;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.SubOptionsT;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Constants that lie behind the tables of a file. */
class BufferPlacesTest {
    private static final int SIZE = 8;

    /** {@code y = x - (1.5, 2.5)}; the constant is appended to the file, and its buffer says {@code offset}. */
    private static ByteBuffer file(long offset) {
        ModelFile file = new ModelFile();
        int x = file.floats("x", 1, 2);
        int c = file.floats("c", 1, 2);
        int y = file.floats("y", 1, 2);
        file.operator(BuiltinOperator.SUB, 1, BuiltinOptions.SubOptions, new SubOptionsT(), new int[] {x, c}, y)
                .inputs(x)
                .outputs(y);
        long buffer = file.buffer(new byte[0]);
        ByteBuffer tables = file.bytes(model -> {
            model.getSubgraphs()[0].getTensors()[c].setBuffer(buffer);
            model.getBuffers()[(int) buffer].setData(null);
            model.getBuffers()[(int) buffer].setOffset(offset);
            model.getBuffers()[(int) buffer].setSize(SIZE);
        });
        return ByteBuffer.allocate(tables.remaining() + SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(tables)
                .putFloat(1.5f)
                .putFloat(2.5f)
                .flip();
    }

    @Test
    void dataBehindTheTablesAreRead() {
        int end = file(Integer.MAX_VALUE).limit();
        Graph graph = TfliteReader.read("m", file(end - SIZE));
        assertArrayEquals(new float[] {1.5f, 2.5f}, graph.tensor(1).floats());
    }

    @Test
    void dataBeyondTheFileAreRefused() {
        int end = file(Integer.MAX_VALUE).limit();
        refused(
                "tensor 1 \"c\": has its data at bytes " + (end - SIZE + 1) + " to " + (end + 1)
                        + " of the file, which has " + end + "\nthe file is damaged: convert or copy it again",
                file(end - SIZE + 1));
        refused(
                "tensor 1 \"c\": has its data at bytes 18446744073709551614 to 6 of the file, which has " + end
                        + "\nthe file is damaged: convert or copy it again",
                file(-2));
    }

    /** Writers that know no offset yet say 1. */
    @Test
    void anOffsetOfOneIsNone() {
        refused("SUB reads tensor 1 \"c\" float32[1,2], which no earlier operator writes", file(1));
    }

    private static void refused(String message, ByteBuffer file) {
        ModelException e = assertThrows(ModelException.class, () -> TfliteReader.read("m", file));
        assertEquals("m: " + message, e.getMessage().replace("operator 0 ", ""));
    }
}
