// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** What all kinds of operators need to write their nodes: inputs as reals, results clamped and stored. */
record Nodes(Graph graph, int opset, FileGraph file, Values values, QuantizationNodes quantization) {

    /** What holds an operator's output, a node's or another value, and in which order. */
    record Result(String value, Order order) {}

    Tensor tensor(int tensor) {
        return graph.tensor(tensor);
    }

    Shape shape(int tensor) {
        return graph.tensor(tensor).shape();
    }

    /** A tensor's reals in an order. */
    String reals(int tensor, Order order) {
        return quantization.reals(tensor, values.get(tensor, order), order);
    }

    /**
     * The first order of the output's rank, not the graph's own, that an input has already: reading it costs nothing.
     */
    Order commonOrder(Operator operator) {
        Order same = Order.same(shape(operator.output()).rank());
        return operator.inputs().stream()
                .filter(input -> !tensor(input).isConstant())
                .map(values::order)
                .filter(order -> order.rank() == same.rank() && !order.equals(same))
                .findFirst()
                .orElse(same);
    }

    /** One node on all inputs, whose elements lie at the same offsets, or which broadcast. */
    Result elementwise(Operator operator, String type, Activation activation, AttributeProto... attributes) {
        Order order = commonOrder(operator);
        List<String> inputs =
                operator.inputs().stream().map(input -> reals(input, order)).toList();
        return store(operator, activation, node(operator, type, inputs, attributes), order);
    }

    /** Appends a node named after the operator's output. */
    String node(Operator operator, String type, List<String> inputs, AttributeProto... attributes) {
        return file.node(values.name(operator.output()), type, inputs, attributes);
    }

    /** Adds integers that are a parameter of the operator. */
    String integers(Operator operator, String parameter, int... integers) {
        return file.integers(values.name(operator.output()) + '/' + parameter, integers);
    }

    /** Adds a real that is a parameter of the operator. */
    String scalar(Operator operator, String parameter, float value) {
        return file.scalar(values.name(operator.output()) + '/' + parameter, value);
    }

    /** Adds a constant that is a parameter of the operator. */
    String constant(Operator operator, String parameter, DataType type, int[] dims, ByteBuffer data) {
        return file.parameter(values.name(operator.output()) + '/' + parameter, type, dims, data);
    }

    /** Numbers as those of another type. */
    String cast(Operator operator, String value, DataType type) {
        return cast(operator.output(), value, type);
    }

    /** The same, named after a tensor. */
    String cast(int tensor, String value, DataType type) {
        return file.node(
                values.name(tensor),
                "Cast",
                List.of(value),
                Attributes.integer("to", ElementTypes.of(type).getNumber()));
    }

    /** Stores an operator's result. */
    Result store(Operator operator, String reals, Order order) {
        return new Result(quantization.stored(operator.output(), reals), order);
    }

    /** Clamps an operator's result, unless storing it does that, and stores it. */
    Result store(Operator operator, Activation activation, String reals, Order order) {
        boolean clamps = Saturation.clamps(activation, tensor(operator.output()));
        DataType type = tensor(operator.output()).type();
        return store(
                operator,
                clamps
                        ? reals
                        : type.isIndex()
                                ? clamped(operator, activation, reals, type)
                                : clamped(operator, activation, reals),
                order);
    }

    /** A clamp of whole numbers, which Clip has not in every runtime. */
    private String clamped(Operator operator, Activation activation, String numbers, DataType type) {
        String above = bounded(operator, "Max", numbers, activation.minimum(), type);
        return bounded(operator, "Min", above, activation.maximum(), type);
    }

    private String bounded(Operator operator, String bound, String numbers, float value, DataType type) {
        if (Float.isInfinite(value)) {
            return numbers;
        }
        ByteBuffer data = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (type == DataType.INT32) {
            data.putInt((int) value);
        } else {
            data.putLong((long) value);
        }
        return node(operator, bound, List.of(numbers, constant(operator, bound, type, new int[0], data.flip())));
    }

    /** A clamp as a node of its own. */
    String clamped(Operator operator, Activation activation, String reals) {
        return activation == Activation.RELU
                ? node(operator, "Relu", List.of(reals))
                : node(
                        operator,
                        "Clip",
                        List.of(
                                reals,
                                scalar(operator, "minimum", activation.minimum()),
                                scalar(operator, "maximum", activation.maximum())));
    }

    /** The bias of an operator of inputs (input, weights, bias), if it has one. */
    Optional<String> bias(Operator operator) {
        if (operator.inputs().size() < 3) {
            return Optional.empty();
        }
        int bias = operator.inputs().get(2);
        Tensor tensor = graph.tensor(bias);
        // Some files give biases any shape of as many elements.
        String constant = values.constant(
                bias,
                tensor.shape(),
                Order.same(tensor.shape().rank()),
                tensor.shape().elements());
        return Optional.of(quantization.bias(bias, constant, accumulator(operator)));
    }

    /** The scales of an integer operator's sums: input scale x weight scale. */
    private Quantization accumulator(Operator operator) {
        Quantization input = graph.tensor(operator.inputs().get(0)).quantization();
        Quantization weights = graph.tensor(operator.inputs().get(1)).quantization();
        if (input == null || weights == null) {
            return null;
        }
        return BiasQuantizer.quantization(input.scale(), weights);
    }
}
