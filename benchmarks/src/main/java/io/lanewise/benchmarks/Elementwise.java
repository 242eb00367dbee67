// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import static io.lanewise.tensor.DataType.FLOAT32;
import static io.lanewise.tensor.DataType.INT8;

import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;

/** Operators whose output has the shape of their first input. */
final class Elementwise {
    /** What TFLite fixes for softmax and logistic. */
    private static final Quantization PROBABILITY = Quantization.perTensor(1f / 256, -128);
    private static final Quantization OTHER = Quantization.perTensor(0.07f, 5);

    private Elementwise() {
    }

    /** {@code right} may be any shape that {@code left} can be broadcast with. */
    static Recipe add(Shape left, Shape right) {
        return binary(left, right, (a, b, out) -> new Add(a, b, out, Activation.NONE));
    }

    /** {@code right} may be any shape that {@code left} can be broadcast with. */
    static Recipe mul(Shape left, Shape right) {
        return binary(left, right, (a, b, out) -> new Mul(a, b, out, Activation.NONE));
    }

    static Recipe relu(Shape shape) {
        return unary(shape, Quantization.perTensor(0.03f, -128), (in, out) -> new Relu(in, out, Activation.RELU));
    }

    static Recipe logistic(Shape shape) {
        return unary(shape, PROBABILITY, Logistic::new);
    }

    static Recipe tanh(Shape shape) {
        return unary(shape, Quantization.perTensor(1f / 128, 0),
                (in, out) -> new io.lanewise.operators.activation.Unary(UnaryFunction.TANH, in, out));
    }

    static Recipe leakyRelu(Shape shape) {
        return unary(shape, OTHER, (in, out) -> new LeakyRelu(in, out, 0.1f));
    }

    /** Along the last dimension. */
    static Recipe softmax(Shape shape) {
        return unary(shape, PROBABILITY, (in, out) -> new Softmax(in, out, 1));
    }

    /** float32 to int8, whatever the type of the graph. */
    static Recipe quantize(Shape shape) {
        return conversion(shape, FLOAT32, INT8, Quantize::new);
    }

    /** int8 to float32, whatever the type of the graph. */
    static Recipe dequantize(Shape shape) {
        return conversion(shape, INT8, FLOAT32, Dequantize::new);
    }

    /** int8 to int8 of another scale, whatever the type of the graph. */
    static Recipe requantize(Shape shape) {
        return conversion(shape, INT8, INT8, Quantize::new);
    }

    private static Recipe binary(Shape left, Shape right, Binary operator) {
        return graph -> graph.add(operator.of(graph.input(left), graph.input(right), graph.activation(left, OTHER)));
    }

    private static Recipe unary(Shape shape, Quantization output, Unary operator) {
        return graph -> graph.add(operator.of(graph.input(shape), graph.activation(shape, output)));
    }

    private static Recipe conversion(Shape shape, DataType from, DataType to, Unary operator) {
        return graph -> graph.add(
                operator.of(graph.input(from, shape, RandomGraph.SIGNED), graph.activation(to, shape, OTHER)));
    }

    private interface Binary {
        Operator of(int left, int right, int output);
    }

    private interface Unary {
        Operator of(int input, int output);
    }
}
