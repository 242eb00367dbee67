// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that no kernel runs get a message that says which operator and why; hostile sizes never overflow unseen. */
class RefusalTest {
    private static final Quantization Q = Quantization.perTensor(1, 0);

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT8", "INT16", "FLOAT32"},
            mode = EnumSource.Mode.EXCLUDE)
    void otherTypes(DataType type) {
        expect(
                "operator 0 RELU \"out\": output \"out\" " + type.label()
                        + "[3] is not supported; int8, int16 and float32 are",
                new Relu(0, 1, Activation.RELU),
                tensor("in", type, null, 3),
                tensor("out", type, null, 3));
    }

    @Test
    void int16WithZeroPoint() {
        Quantization shifted = Quantization.perTensor(1, 3);
        expect(
                "\"in\" int16[3] has zero point 3; int16 needs 0",
                new Relu(0, 1, Activation.RELU),
                tensor("in", DataType.INT16, shifted, 3),
                tensor("out", DataType.INT16, Q, 3));
    }

    @Test
    void mixedTypes() {
        expect(
                "input \"in\" float32[3] differs in type from output \"out\" int8[3]",
                new Relu(0, 1, Activation.RELU),
                tensor("in", DataType.FLOAT32, null, 3),
                tensor("out", DataType.INT8, Q, 3));
    }

    @Test
    void emptyTensors() {
        expect(
                "\"in\" float32[0,3] has no elements",
                new Relu(0, 1, Activation.RELU),
                tensor("in", DataType.FLOAT32, null, 0, 3),
                tensor("out", DataType.FLOAT32, null, 0, 3));
    }

    @Test
    void inputsWithoutElements() {
        Graph graph = new Graph(
                "test", List.of(tensor("x", DataType.FLOAT32, null, 16, 0)), List.of(), List.of(0), List.of(0));
        ModelException e = assertThrows(ModelException.class, () -> Lowering.of(graph));
        assertEquals("test: input \"x\" float32[16,0] has no elements", e.getMessage());
    }

    /** As many elements, but not what the operator gives: the file contradicts itself. */
    @Test
    void otherOutputShapes() {
        expect(
                "expected output shape [2,3], got \"out\" float32[6]",
                new Relu(0, 1, Activation.RELU),
                tensor("in", DataType.FLOAT32, null, 2, 3),
                tensor("out", DataType.FLOAT32, null, 6));
        expect(
                "expected output shape [2], got \"out\" float32[2,1]",
                new Mean(0, 1, List.of(1), false),
                tensor("in", DataType.FLOAT32, null, 2, 3),
                tensor("out", DataType.FLOAT32, null, 2, 1));
        expect(
                "expected output shape [2,1], got \"out\" float32[2]",
                new Mean(0, 1, List.of(1), true),
                tensor("in", DataType.FLOAT32, null, 2, 3),
                tensor("out", DataType.FLOAT32, null, 2));
    }

    @Test
    void weightsThatAreNoConstants() {
        Conv2d conv = conv(Window.valid(1, 1, 1, 1, 1, 1));
        Graph graph = new Graph(
                "test",
                List.of(
                        tensor("in", DataType.INT8, Q, 1, 1, 1, 1),
                        tensor("weights", DataType.INT8, Q, 1, 1, 1, 1),
                        tensor("out", DataType.INT8, Q, 1, 1, 1, 1)),
                List.of(conv),
                List.of(0, 1),
                List.of(2));
        expect("weights \"weights\" int8[1,1,1,1] must be a constant", graph);
    }

    @Test
    void weightsThatDoNotDivideIntoGroups() {
        expect(
                "weights [3,1,1,2] do not divide 4 input channels into groups",
                conv(Window.valid(1, 1, 1, 1, 1, 1)),
                tensor("in", DataType.INT8, Q, 1, 1, 1, 4),
                constant(3, 1, 1, 2),
                tensor("out", DataType.INT8, Q, 1, 1, 1, 3));
    }

    @Test
    void anotherRank() {
        expect(
                "expected 4 dimensions, got \"in\" int8[1,1,1]",
                conv(Window.valid(1, 1, 1, 1, 1, 1)),
                tensor("in", DataType.INT8, Q, 1, 1, 1),
                constant(1, 1, 1, 1),
                tensor("out", DataType.INT8, Q, 1, 1, 1, 1));
    }

    @Test
    void hugePadding() {
        int huge = Integer.MAX_VALUE;
        for (Window window : List.of(
                new Window(1, 1, 1, 1, 1, 1, huge, 0, huge, 0),
                new Window(1, 1, 1, 1, 1, 1, huge, huge, 0, 0),
                new Window(1, 1, 1, 1, 1, 1, 0, huge - 1, 0, huge))) {
            expect(
                    "the padded image has more than 2^31 - 1",
                    conv(window),
                    tensor("in", DataType.INT8, Q, 1, 1, 1, 1),
                    constant(1, 1, 1, 1),
                    tensor("out", DataType.INT8, Q, 1, 1, 1, 1));
        }
        expect(
                "expected output shape [1,2147483647,2147483647,1]",
                conv(new Window(1, 1, 1, 1, 1, 1, huge - 1, huge - 1, 0, 0)),
                tensor("in", DataType.INT8, Q, 1, 1, 1, 1),
                constant(1, 1, 1, 1),
                tensor("out", DataType.INT8, Q, 1, 1, 1, 1));
    }

    @Test
    void poolsTooLargeToSum() {
        expect(
                "the sum of 17640000 cells can overflow int32",
                new AveragePool2d(0, 1, Window.valid(4200, 4200, 1, 1, 1, 1), Activation.NONE),
                tensor("in", DataType.INT8, Q, 1, 4200, 4200, 1),
                tensor("out", DataType.INT8, Q, 1, 1, 1, 1));
    }

    private static Conv2d conv(Window window) {
        return new Conv2d(0, 1, -1, 2, window, Activation.NONE);
    }

    private static Tensor tensor(String name, DataType type, Quantization quantization, int... dims) {
        return new Tensor(name, type, Shape.of(dims), quantization, null);
    }

    private static Tensor constant(int... dims) {
        return new Tensor(
                "weights",
                DataType.INT8,
                Shape.of(dims),
                Q,
                ByteBuffer.allocate(Shape.of(dims).elements()));
    }

    private static void expect(String part, Operator operator, Tensor... tensors) {
        expect(part, new Graph("test", List.of(tensors), List.of(operator), List.of(0), List.of(operator.output())));
    }

    private static void expect(String part, Graph graph) {
        ModelException e = assertThrows(ModelException.class, () -> Lowering.of(graph));
        assertTrue(
                e.getMessage().startsWith("test: operator 0 ") && e.getMessage().contains(part), e.getMessage());
    }
}
