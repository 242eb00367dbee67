// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DequantizationTest {
    private static final byte[] VALUES = {1, -2, 3, -4, 5, -6, 7, -7, 6, -5};

    private static Tensor int4(Quantization quantization) {
        return new Tensor("w", DataType.INT4, Shape.of(2, 5), quantization, ByteBuffer.wrap(PackedInt4.pack(VALUES)));
    }

    /** Rows of 5 in blocks of 2: the last block of a row is one element. */
    @Test
    void blocksEndWithTheirRow() {
        Tensor tensor = int4(Quantization.perBlock(new float[] {1, 10, 100, 2, 20, 200}, 2));
        assertArrayEquals(new float[] {1, -2, 30, -40, 500, -12, 14, -140, 120, -1000}, Dequantization.floats(tensor));
        assertEquals(
                200,
                tensor.quantization()
                        .scale(tensor.quantization().channelOf(tensor.shape()).applyAsInt(9)));
    }

    @Test
    void slicesLieAlongAnyAxis() {
        assertArrayEquals(
                new float[] {1, -2, 3, -4, 5, -12, 14, -14, 12, -10},
                Dequantization.floats(int4(Quantization.perChannel(new float[] {1, 2}, new int[2], 0))));
        assertArrayEquals(
                new float[] {1, -4, 0, -4, 10, -6, 14, -20, 6, -10},
                Dequantization.floats(
                        int4(Quantization.perChannel(new float[] {1, 2, 2, 1, 2}, new int[] {0, 0, 3, 0, 0}, 1))));
    }

    @Test
    void int16HasTwoBytes() {
        ByteBuffer data = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) -300)
                .putShort((short) 2)
                .flip();
        assertArrayEquals(
                new float[] {-150, 1},
                Dequantization.floats(
                        new Tensor("w", DataType.INT16, Shape.of(2), Quantization.perTensor(0.5f, 0), data)));
    }

    @Test
    void blocksMustFitTheRows() {
        assertThrows(IllegalArgumentException.class, () -> int4(Quantization.perBlock(new float[5], 2)));
        assertThrows(IllegalArgumentException.class, () -> Quantization.perBlock(new float[1], 0));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new Tensor(
                                "x", DataType.INT8, Shape.of(2, 4), Quantization.perBlock(new float[4], 2), null))
                .getMessage();
        assertEquals("tensor \"x\": 4 scales of blocks of 2 belong to constants", message);
    }
}
