// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Networks;
import io.lanewise.execution.Planner;
import io.lanewise.execution.PreparedModel;
import io.lanewise.graph.Graph;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dense layer of one weight, 2, then a DEQUANTIZE by 0.5. */
class JavaExecutionTest {
    private final PreparedModel model = new JavaKernels().prepare(Planner.plan(Networks.of(graph())));

    private static Graph graph() {
        Quantization one = Quantization.perTensor(1, 0);
        return new Graph(
                "test",
                List.of(
                        new Tensor("in", DataType.INT8, Shape.of(1, 1), one, null),
                        new Tensor("weights", DataType.INT8, Shape.of(1, 1), one, ByteBuffer.wrap(new byte[] {2})),
                        new Tensor("dense", DataType.INT8, Shape.of(1, 1), Quantization.perTensor(0.5f, 0), null),
                        new Tensor("out", DataType.FLOAT32, Shape.of(1, 1), null, null)),
                List.of(new FullyConnected(0, 1, -1, 2, Activation.NONE, false), new Dequantize(2, 3)),
                List.of(0),
                List.of(3));
    }

    @Test
    void executionsOfOneModelAreIndependent() {
        try (Execution first = model.newExecution(1);
                Execution second = model.newExecution(1)) {
            first.write(0, ByteBuffer.wrap(new byte[] {3}));
            second.write(0, ByteBuffer.wrap(new byte[] {-7}));
            first.run();
            second.run();
            assertEquals(6, read(first));
            assertEquals(-14, read(second));
        }
    }

    private static float read(Execution execution) {
        ByteBuffer target = ByteBuffer.allocate(4);
        execution.read(3, target);
        assertEquals(0, target.position());
        return target.order(ByteOrder.LITTLE_ENDIAN).getFloat(0);
    }

    @Test
    void kernelsAreNamed() {
        assertEquals("FullyConnectedInt8Kernel", model.kernelName(0));
        assertEquals("DequantizeKernel", model.kernelName(1));
        assertEquals(8, model.weightBytes());
    }

    @Test
    void otherSizesAreRefused() {
        try (Execution execution = model.newExecution(1)) {
            assertEquals(
                    "\"in\" int8[1,1] takes 1 bytes, got 2",
                    assertThrows(IllegalArgumentException.class, () -> execution.write(0, ByteBuffer.allocate(2)))
                            .getMessage());
            assertEquals(
                    "\"out\" float32[1,1] has 4 bytes, room for 3",
                    assertThrows(IllegalArgumentException.class, () -> execution.read(3, ByteBuffer.allocate(3)))
                            .getMessage());
            assertEquals(
                    "\"weights\" int8[1,1] has no place in the arena",
                    assertThrows(IllegalArgumentException.class, () -> execution.read(1, ByteBuffer.allocate(1)))
                            .getMessage());
        }
    }

    @Test
    void readsAndWritesWithinBuffers() {
        try (Execution execution = model.newExecution(1)) {
            execution.write(0, ByteBuffer.wrap(new byte[] {99, 5, 99}, 1, 1));
            execution.run();
            byte[] target = new byte[6];
            execution.read(3, ByteBuffer.wrap(target, 1, 5));
            assertArrayEquals(new byte[] {0, 0, 0, 0x20, 0x41, 0}, target);
        }
    }
}
