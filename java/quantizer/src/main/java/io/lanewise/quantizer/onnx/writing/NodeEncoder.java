// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.lanewise.graph.Activation;
import io.lanewise.graph.Add;
import io.lanewise.graph.AveragePool2d;
import io.lanewise.graph.Concatenation;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.Dequantize;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Logistic;
import io.lanewise.graph.MaxPool2d;
import io.lanewise.graph.Mean;
import io.lanewise.graph.Mul;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.graph.Pad;
import io.lanewise.graph.Quantize;
import io.lanewise.graph.Relu;
import io.lanewise.graph.Reshape;
import io.lanewise.graph.Softmax;
import io.lanewise.graph.Window;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One operator of the graph as nodes of the file: its inputs as reals, ONNX's float operator, the result as it is stored.
 * Reads inputs in the order that costs no Transpose where it may choose.
 */
final class NodeEncoder implements OperatorVisitor<NodeEncoder.Result> {

    /** A node's output that holds an operator's, and in which order. */
    record Result(String value, Order order) {
    }

    private final Graph graph;
    private final FileGraph file;
    private final Values values;
    private final QuantizationNodes quantization;
    private final DenseEncoder dense;

    NodeEncoder(Graph graph, FileGraph file, Values values, QuantizationNodes quantization) {
        this.graph = graph;
        this.file = file;
        this.values = values;
        this.quantization = quantization;
        this.dense = new DenseEncoder(graph, file, values, quantization);
    }

    @Override
    public Result visit(Conv2d operator) {
        Shape weights = graph.tensor(operator.weights()).shape();
        int groups = graph.tensor(operator.input()).shape().dim(3) / weights.dim(3);
        return convolution(operator, operator.window(), operator.activation(),
                values.get(operator.weights(), Order.CHANNELS_FIRST), groups);
    }

    /** A convolution of as many groups as input channels; its weights are [output channels, 1, height, width] in the file. */
    @Override
    public Result visit(DepthwiseConv2d operator) {
        return convolution(operator, operator.window(), operator.activation(),
                values.get(operator.weights(), Order.of(3, 0, 1, 2)), graph.tensor(operator.input()).shape().dim(3));
    }

    private Result convolution(Operator operator, Window window, Activation activation, String weights, int groups) {
        List<String> inputs = new ArrayList<>();
        inputs.add(reals(operator.inputs().get(0), Order.CHANNELS_FIRST));
        inputs.add(quantization.channels(operator.inputs().get(1), weights));
        dense.bias(operator).ifPresent(inputs::add);
        String sum = node(operator, "Conv", inputs, Stream.concat(window(window),
                Stream.of(Attributes.integers("dilations", window.dilationHeight(), window.dilationWidth()),
                        Attributes.integer("group", groups))));
        return new Result(finished(operator, activation, sum), Order.CHANNELS_FIRST);
    }

    @Override
    public Result visit(FullyConnected operator) {
        String sum = dense.product(operator);
        String result = finished(operator, operator.activation(), sum);
        Shape shape = graph.tensor(operator.output()).shape();
        int channels = graph.tensor(operator.weights()).shape().dim(0);
        boolean matrix = shape.rank() == 2 && shape.dim(1) == channels;
        return new Result(matrix ? result : values.reshape(operator.output(), result, shape.dims()),
                Order.same(shape.rank()));
    }

    /** {@code count_include_pad} is 0 unless said. */
    @Override
    public Result visit(AveragePool2d operator) {
        return pool(operator, "AveragePool", operator.window(), operator.activation());
    }

    @Override
    public Result visit(MaxPool2d operator) {
        return pool(operator, "MaxPool", operator.window(), operator.activation());
    }

    private Result pool(Operator operator, String type, Window window, Activation activation) {
        String pooled = node(operator, type, List.of(reals(operator.inputs().get(0), Order.CHANNELS_FIRST)), window(window));
        return new Result(finished(operator, activation, pooled), Order.CHANNELS_FIRST);
    }

    private static Stream<AttributeProto> window(Window window) {
        return Stream.of(Attributes.integers("kernel_shape", window.kernelHeight(), window.kernelWidth()),
                Attributes.integers("strides", window.strideHeight(), window.strideWidth()),
                Attributes.integers("pads", window.paddingTop(), window.paddingLeft(), window.paddingBottom(),
                        window.paddingRight()));
    }

    /** GlobalAveragePool where that is what it is; integer kernels know it better than ReduceMean. */
    @Override
    public Result visit(Mean operator) {
        Order order = values.order(operator.input());
        boolean image = order.equals(Order.CHANNELS_FIRST) && operator.axes().equals(List.of(1, 2));
        String input = reals(operator.input(), order);
        String mean = image && operator.keepDims() ? node(operator, "GlobalAveragePool", List.of(input), Stream.of())
                : node(operator, "ReduceMean", List.of(input), Stream.of(
                        Attributes.integers("axes", operator.axes().stream().mapToInt(order::position).sorted().toArray()),
                        Attributes.integer("keepdims", operator.keepDims() ? 1 : 0)));
        return new Result(finished(operator, Activation.NONE, mean),
                operator.keepDims() ? order : order.without(operator.axes()));
    }

    @Override
    public Result visit(Add operator) {
        return elementwise(operator, "Add", operator.activation());
    }

    @Override
    public Result visit(Mul operator) {
        return elementwise(operator, "Mul", operator.activation());
    }

    private Result elementwise(Operator operator, String type, Activation activation) {
        Order order = commonOrder(operator);
        List<String> inputs = operator.inputs().stream().map(input -> reals(input, order)).toList();
        return new Result(finished(operator, activation, node(operator, type, inputs, Stream.of())), order);
    }

    /** The first order of the output's rank, not the graph's own, that an input has already. */
    private Order commonOrder(Operator operator) {
        Order same = Order.same(graph.tensor(operator.output()).shape().rank());
        return operator.inputs().stream().filter(input -> !graph.tensor(input).isConstant()).map(values::order)
                .filter(order -> order.rank() == same.rank() && !order.equals(same)).findFirst().orElse(same);
    }

    @Override
    public Result visit(Logistic operator) {
        return elementwise(operator, "Sigmoid", Activation.NONE);
    }

    @Override
    public Result visit(Relu operator) {
        Order order = commonOrder(operator);
        String input = reals(operator.input(), order);
        if (!quantization.isQuantized(operator.output())) {
            return new Result(clamped(operator, operator.activation(), input), order);
        }
        return new Result(finished(operator, operator.activation(), input), order);
    }

    /** ONNX has no beta; the input is multiplied by it. */
    @Override
    public Result visit(Softmax operator) {
        Order order = commonOrder(operator);
        String input = reals(operator.input(), order);
        if (operator.beta() != 1) {
            input = node(operator, "Mul", List.of(input, file.scalar(values.name(operator.output()) + "/beta",
                    operator.beta())), Stream.of());
        }
        String softmax = node(operator, "Softmax", List.of(input),
                Stream.of(Attributes.integer("axis", order.position(order.rank() - 1))));
        return new Result(finished(operator, Activation.NONE, softmax), order);
    }

    @Override
    public Result visit(Concatenation operator) {
        Order order = commonOrder(operator);
        List<String> inputs = operator.inputs().stream().map(input -> reals(input, order)).toList();
        String joined = node(operator, "Concat", inputs, Stream.of(Attributes.integer("axis", order.position(operator.axis()))));
        return new Result(finished(operator, operator.activation(), joined), order);
    }

    /** The padding is real 0, ONNX's default. */
    @Override
    public Result visit(Pad operator) {
        Order order = commonOrder(operator);
        int[] pads = Stream.of(operator.before(), operator.after())
                .flatMapToInt(side -> order.dims().stream().mapToInt(side::get)).toArray();
        String padded = node(operator, "Pad", List.of(reals(operator.input(), order),
                file.integers(values.name(operator.output()) + "/pads", pads)), Stream.of());
        return new Result(finished(operator, Activation.NONE, padded), order);
    }

    @Override
    public Result visit(Reshape operator) {
        Shape from = graph.tensor(operator.input()).shape();
        Shape to = graph.tensor(operator.output()).shape();
        Order stored = values.order(operator.input());
        boolean flattened = dense.readsFlattened(operator, stored);
        // Elements that lie in the graph's order already need no Transpose before, and such a result none after.
        Order read = flattened || stored.liesAs(Order.same(from.rank()), from) ? stored
                : Order.same(from.rank());
        Order written = Order.natural(to.rank()).liesAs(Order.same(to.rank()), to) ? Order.natural(to.rank())
                : Order.same(to.rank());
        String reshaped = values.reshape(operator.output(), reals(operator.input(), read), written.apply(to));
        return new Result(finished(operator, Activation.NONE, reshaped), written);
    }

    @Override
    public Result visit(Quantize operator) {
        Order order = commonOrder(operator);
        return new Result(quantization.stored(operator.output(), reals(operator.input(), order)), order);
    }

    @Override
    public Result visit(Dequantize operator) {
        Order order = commonOrder(operator);
        return new Result(reals(operator.input(), order), order);
    }

    private String reals(int tensor, Order order) {
        return quantization.reals(tensor, values.get(tensor, order), order);
    }

    /** Clamps a result unless storing it does that, and stores it. */
    private String finished(Operator operator, Activation activation, String result) {
        int output = operator.output();
        boolean clamps = Saturation.clamps(activation, graph.tensor(output));
        return quantization.stored(output, clamps ? result : clamped(operator, activation, result));
    }

    private String clamped(Operator operator, Activation activation, String result) {
        String name = values.name(operator.output());
        return activation == Activation.RELU ? node(operator, "Relu", List.of(result), Stream.of())
                : node(operator, "Clip", List.of(result, file.scalar(name + "/minimum", activation.minimum()),
                        file.scalar(name + "/maximum", activation.maximum())), Stream.of());
    }

    private String node(Operator operator, String type, List<String> inputs, Stream<AttributeProto> attributes) {
        return file.node(values.name(operator.output()), type, inputs, attributes.toArray(AttributeProto[]::new));
    }
}
