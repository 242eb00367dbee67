// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantDequantizationTest {
    private static final Quantization PER_ROW = Quantization.perChannel(new float[] {0.5f, 2f}, new int[2], 0);
    private final Tensor input = new Tensor("x", DataType.FLOAT32, Shape.of(1, 3), null, null);
    private final Tensor weights = new Tensor(
            "w", DataType.INT8, Shape.of(2, 3), PER_ROW, ByteBuffer.wrap(new byte[] {1, -2, 3, 4, -128, 127}));
    private final Tensor output = new Tensor("y", DataType.FLOAT32, Shape.of(1, 2), null, null);
    private static final float[] REAL = {0.5f, -1, 1.5f, 8, -256, 254};

    /** Weights read directly are for kernels that quantize their input. */
    @Test
    void dynamicRangeStays() {
        Operator dense = new FullyConnected(0, 1, -1, 2, Activation.NONE, false);
        Graph graph = new Graph("dynamic", List.of(input, weights, output), List.of(dense), List.of(0), List.of(2));
        assertSame(graph, ConstantDequantization.apply(graph));
    }

    @Test
    void aDequantizedConstantIsFolded() {
        Tensor real = new Tensor("r", DataType.FLOAT32, Shape.of(2, 3), null, null);
        Graph graph = new Graph(
                "folded",
                List.of(input, weights, output, real),
                List.of(new Dequantize(1, 3), new FullyConnected(0, 3, -1, 2, Activation.NONE, false)),
                List.of(0),
                List.of(2));
        Graph floats = ConstantDequantization.apply(graph);
        assertEquals(List.of(new FullyConnected(0, 3, -1, 2, Activation.NONE, false)), floats.operators());
        assertArrayEquals(REAL, floats.tensor(3).floats());
    }

    @Test
    void anInt8OperatorKeepsItsWeights() {
        Quantization q = Quantization.perTensor(1, 0);
        Tensor int8Input = new Tensor("x", DataType.INT8, Shape.of(1, 3), q, null);
        Tensor int8Output = new Tensor("y", DataType.INT8, Shape.of(1, 2), q, null);
        Graph graph = new Graph(
                "int8",
                List.of(int8Input, weights, int8Output),
                List.of(new FullyConnected(0, 1, -1, 2, Activation.NONE, false)),
                List.of(0),
                List.of(2));
        assertSame(graph, ConstantDequantization.apply(graph));
    }

    @Test
    void indicesAreLookedUp() {
        Tensor indices = new Tensor(
                "i", DataType.UINT8, Shape.of(3), Quantization.codebook(0.5f, -2), ByteBuffer.wrap(new byte[] {1, 0, 1
                }));
        Tensor real = new Tensor("r", DataType.FLOAT32, Shape.of(3), null, null);
        assertArrayEquals(
                new float[] {-2, 0.5f, -2},
                ConstantDequantization.apply(lookup(indices, real)).tensor(1).floats());
        Tensor packed = new Tensor(
                "i", DataType.INT4, Shape.of(3), Quantization.codebook(0.5f, -2), ByteBuffer.wrap(new byte[] {
                    (byte) 0x89, 0x09
                }));
        assertArrayEquals(
                new float[] {-2, 0.5f, -2},
                ConstantDequantization.apply(lookup(packed, real)).tensor(1).floats());
    }

    @Test
    void indicesBeyondTheCodebookAreRefused() {
        Tensor indices = new Tensor(
                "i", DataType.UINT8, Shape.of(1), Quantization.codebook(0.5f), ByteBuffer.wrap(new byte[] {1}));
        Tensor real = new Tensor("r", DataType.FLOAT32, Shape.of(1), null, null);
        ModelException e =
                assertThrows(ModelException.class, () -> ConstantDequantization.apply(lookup(indices, real)));
        assertEquals("lookup: \"i\" uint8[1] names entry 1 of a codebook of 1", e.getMessage());
    }

    private static Graph lookup(Tensor indices, Tensor real) {
        return new Graph("lookup", List.of(indices, real), List.of(new Dequantize(0, 1)), List.of(), List.of(1));
    }
}
