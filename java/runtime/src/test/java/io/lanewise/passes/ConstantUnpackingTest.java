// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantUnpackingTest {
    private static final Quantization Q = Quantization.perTensor(0.5f, 0);

    /** The first value is in the low half of the first byte. */
    @Test
    void valuesKeepTheirSign() {
        Tensor packed =
                new Tensor("w", DataType.INT4, Shape.of(5), Q, ByteBuffer.wrap(new byte[] {(byte) 0x87, 0x1f, 0x08}));
        Graph graph = new Graph("test", List.of(packed), List.of(), List.of(), List.of());
        Tensor unpacked = ConstantUnpacking.apply(graph).tensor(0);
        assertEquals(DataType.INT8, unpacked.type());
        assertEquals(Q, unpacked.quantization());
        byte[] values = new byte[5];
        unpacked.data().get(values);
        assertArrayEquals(new byte[] {7, -8, -1, 1, -8}, values);
        assertArrayEquals(new byte[] {(byte) 0x87, 0x1f, 0x08}, PackedInt4.pack(values));
    }

    @Test
    void otherGraphsStay() {
        Tensor constant = new Tensor("w", DataType.INT8, Shape.of(2), Q, ByteBuffer.wrap(new byte[2]));
        Graph graph = new Graph("test", List.of(constant), List.of(), List.of(), List.of());
        assertSame(graph, ConstantUnpacking.apply(graph));
    }

    @Test
    void anOddNumberTakesAWholeLastByte() {
        assertEquals(3, DataType.INT4.bytes(5));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Tensor("w", DataType.INT4, Shape.of(5), Q, ByteBuffer.allocate(5)));
    }
}
