// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The smallest graphs that show what {@link KnownDefects} lists. */
final class DefectGraphs {

    private DefectGraphs() {}

    static Graph transposedMatrices() {
        return new Graph(
                "transposed",
                List.of(real("left", 2, 3, 2), real("right", 1, 3, 4), real("out", 2, 2, 4)),
                List.of(new BatchMatMul(0, 1, 2, true, false)),
                List.of(0, 1),
                List.of(2));
    }

    static Graph readBehindItsShape() {
        List<Tensor> tensors = List.of(
                real("in", 4, 2),
                real("turned", 2, 4),
                real("read", 2, 4),
                real("reshaped", 1, 8),
                real("other", 1, 8),
                real("out", 2, 4));
        return new Graph(
                "reshaped",
                tensors,
                List.of(
                        new Transpose(0, 1, List.of(1, 0)),
                        new Softmax(1, 2, 1),
                        new Reshape(2, 3),
                        new Softmax(3, 4, 1),
                        new Add(2, 2, 5, Activation.NONE)),
                List.of(0),
                List.of(5));
    }

    /** Square roots, some of them of less than 0, laid two apart. */
    static Graph transposedNan() {
        ByteBuffer one = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .flip();
        List<Tensor> tensors = List.of(
                real("in", 1, 4, 4, 1),
                real("roots", 1, 4, 4, 1),
                new Tensor("weights", DataType.FLOAT32, Shape.of(1, 1, 1, 1), null, one),
                real("out", 1, 7, 7, 1));
        return new Graph(
                "transposed",
                tensors,
                List.of(
                        new Unary(UnaryFunction.SQRT, 0, 1),
                        new TransposeConv(1, 2, -1, 3, Window.valid(1, 1, 2, 2, 1, 1), Activation.NONE)),
                List.of(0),
                List.of(3));
    }

    static Graph widePadding() {
        return graph(
                new MaxPool2d(0, 1, Window.same(1 << 17, 1, 1, 1, 1, 1, 4, 1), Activation.NONE),
                real("in", 1, 4, 1, 4),
                real("out", 1, 4, 1, 4));
    }

    /** 2^33 + 2^31 steps of the output: as int32, its lowest value. */
    static Graph distantBias() {
        ByteBuffer bias = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong((1L << 43) + (1L << 41))
                .flip();
        Quantization fine = Quantization.perTensor(0x1p-10f, 0);
        return graph(
                new FullyConnected(0, 2, 3, 1, Activation.NONE, false, false),
                new Tensor("in", DataType.INT16, Shape.of(1, 1), Quantization.perTensor(1, 0), null),
                new Tensor("out", DataType.INT16, Shape.of(1, 1), Quantization.perTensor(1, 0), null),
                new Tensor("weights", DataType.INT8, Shape.of(1, 1), fine, ByteBuffer.wrap(new byte[] {1})),
                new Tensor("bias", DataType.INT64, Shape.of(1), fine, bias));
    }

    static Graph unary(UnaryFunction function) {
        return graph(new Unary(function, 0, 1), real("in", 4), real("out", 4));
    }

    static Graph distantBound() {
        return graph(new Mul(0, 0, 1, Activation.RELU6), int8("in", 1e-5f, 0, 4), int8("out", 1e-10f, 0, 4));
    }

    static Graph distantRelu() {
        Quantization fine = Quantization.perTensor(1e-10f, 0);
        return graph(
                new Relu(0, 1, Activation.RELU6),
                new Tensor("in", DataType.INT16, Shape.of(4), fine, null),
                new Tensor("out", DataType.INT16, Shape.of(4), fine, null));
    }

    static Graph distantPool() {
        Quantization fine = Quantization.perTensor(1e-10f, 0);
        return graph(
                new MaxPool2d(0, 1, Window.valid(1, 1, 1, 1, 1, 1), Activation.RELU6),
                new Tensor("in", DataType.INT16, Shape.of(1, 1, 1, 4), fine, null),
                new Tensor("out", DataType.INT16, Shape.of(1, 1, 1, 4), fine, null));
    }

    static Graph overflowingExp() {
        return graph(new Unary(UnaryFunction.EXP, 0, 1), int8("in", 1, -128, 64), int8("out", 1, 0, 64));
    }

    static Graph oneScale() {
        ByteBuffer weights = ByteBuffer.wrap(new byte[] {1, 20, 30, 100});
        return graph(
                new DepthwiseConv2d(0, 2, -1, 1, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE),
                real("in", 1, 1, 1, 4),
                real("out", 1, 1, 1, 4),
                new Tensor("weights", DataType.INT8, Shape.of(1, 1, 1, 4), Quantization.perTensor(0.01f, 0), weights));
    }

    /** No times a division by zero. */
    static Graph infinity() {
        List<Tensor> tensors =
                List.of(real("in", 4), Tensor.constant("zero", Shape.of(1), 0), real("quotient", 4), real("out", 4));
        return new Graph(
                "infinity",
                tensors,
                List.of(new Binary(BinaryFunction.DIV, 0, 1, 2, Activation.NONE), new Mul(2, 1, 3, Activation.NONE)),
                List.of(0),
                List.of(3));
    }

    /** The maximum of square roots of which some do not exist. */
    static Graph maximumOfNan() {
        return new Graph(
                "maximum",
                List.of(real("in", 1, 64), real("roots", 1, 64), real("out", 1, 1)),
                List.of(new Unary(UnaryFunction.SQRT, 0, 1), new Reduce(ReduceFunction.MAX, 1, 2, List.of(1), true)),
                List.of(0),
                List.of(2));
    }

    private static Tensor real(String name, int... dims) {
        return new Tensor(name, DataType.FLOAT32, Shape.of(dims), null, null);
    }

    private static Tensor int8(String name, float scale, int zeroPoint, int... dims) {
        return new Tensor(name, DataType.INT8, Shape.of(dims), Quantization.perTensor(scale, zeroPoint), null);
    }

    /** Of one operator, from tensor 0 to tensor 1. */
    private static Graph graph(Operator operator, Tensor in, Tensor out, Tensor... constants) {
        List<Tensor> tensors = new ArrayList<>(List.of(in, out));
        tensors.addAll(List.of(constants));
        return new Graph(operator.kind(), tensors, List.of(operator), List.of(0), List.of(1));
    }
}
