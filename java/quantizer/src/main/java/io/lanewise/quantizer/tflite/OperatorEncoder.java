// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

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
import io.lanewise.graph.ModelException;
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
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.DequantizeOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.PadOptionsT;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.QuantizeOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;

/** One operator of the graph as one of the file: code, version, tensors, options. */
final class OperatorEncoder implements OperatorVisitor<OperatorT> {
    private final Graph graph;
    private final TensorTable tensors;
    private final OperatorCodes codes;
    private final OperatorVersions versions;

    /** {@code tensors} holds the graph's tensors in their order; parameter tensors are added to it. */
    OperatorEncoder(Graph graph, TensorTable tensors, OperatorCodes codes) {
        this.graph = graph;
        this.tensors = tensors;
        this.codes = codes;
        this.versions = new OperatorVersions(graph);
    }

    @Override
    public OperatorT visit(Add operator) {
        AddOptionsT options = new AddOptionsT();
        options.setFusedActivationFunction(activation(operator.activation()));
        return encode(operator, BuiltinOperator.ADD, BuiltinOptions.AddOptions, options);
    }

    @Override
    public OperatorT visit(AveragePool2d operator) {
        return encode(operator, BuiltinOperator.AVERAGE_POOL_2D, BuiltinOptions.Pool2DOptions,
                pool(operator.input(), operator.window(), operator.activation()));
    }

    @Override
    public OperatorT visit(Concatenation operator) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(operator.axis());
        options.setFusedActivationFunction(activation(operator.activation()));
        return encode(operator, BuiltinOperator.CONCATENATION, BuiltinOptions.ConcatenationOptions, options);
    }

    @Override
    public OperatorT visit(Conv2d operator) {
        Window window = operator.window();
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(padding(operator.input(), window));
        options.setStrideH(window.strideHeight());
        options.setStrideW(window.strideWidth());
        options.setDilationHFactor(window.dilationHeight());
        options.setDilationWFactor(window.dilationWidth());
        options.setFusedActivationFunction(activation(operator.activation()));
        return encode(operator, BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, options);
    }

    @Override
    public OperatorT visit(DepthwiseConv2d operator) {
        Window window = operator.window();
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setPadding(padding(operator.input(), window));
        options.setStrideH(window.strideHeight());
        options.setStrideW(window.strideWidth());
        options.setDilationHFactor(window.dilationHeight());
        options.setDilationWFactor(window.dilationWidth());
        options.setDepthMultiplier(shape(operator.output()).dim(3) / shape(operator.input()).dim(3));
        options.setFusedActivationFunction(activation(operator.activation()));
        return encode(operator, BuiltinOperator.DEPTHWISE_CONV_2D, BuiltinOptions.DepthwiseConv2DOptions, options);
    }

    @Override
    public OperatorT visit(Dequantize operator) {
        return encode(operator, BuiltinOperator.DEQUANTIZE, BuiltinOptions.DequantizeOptions, new DequantizeOptionsT());
    }

    @Override
    public OperatorT visit(FullyConnected operator) {
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setFusedActivationFunction(activation(operator.activation()));
        options.setKeepNumDims(operator.keepDims());
        return encode(operator, BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, options);
    }

    @Override
    public OperatorT visit(Logistic operator) {
        return encode(operator, BuiltinOperator.LOGISTIC, BuiltinOptions.NONE, null);
    }

    @Override
    public OperatorT visit(MaxPool2d operator) {
        return encode(operator, BuiltinOperator.MAX_POOL_2D, BuiltinOptions.Pool2DOptions,
                pool(operator.input(), operator.window(), operator.activation()));
    }

    @Override
    public OperatorT visit(Mean operator) {
        int[] axes = operator.axes().stream().mapToInt(axis -> axis).toArray();
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(operator.keepDims());
        return encode(operator, BuiltinOperator.MEAN, BuiltinOptions.ReducerOptions, options,
                parameter(operator, "axes", Shape.of(axes.length), axes));
    }

    @Override
    public OperatorT visit(Mul operator) {
        MulOptionsT options = new MulOptionsT();
        options.setFusedActivationFunction(activation(operator.activation()));
        return encode(operator, BuiltinOperator.MUL, BuiltinOptions.MulOptions, options);
    }

    @Override
    public OperatorT visit(Pad operator) {
        int rank = operator.before().size();
        int[] paddings = IntStream.range(0, rank)
                .flatMap(d -> IntStream.of(operator.before().get(d), operator.after().get(d))).toArray();
        return encode(operator, BuiltinOperator.PAD, BuiltinOptions.PadOptions, new PadOptionsT(),
                parameter(operator, "paddings", Shape.of(rank, 2), paddings));
    }

    @Override
    public OperatorT visit(Quantize operator) {
        return encode(operator, BuiltinOperator.QUANTIZE, BuiltinOptions.QuantizeOptions, new QuantizeOptionsT());
    }

    @Override
    public OperatorT visit(Relu operator) {
        int code = switch (operator.activation()) {
            case RELU -> BuiltinOperator.RELU;
            case RELU6 -> BuiltinOperator.RELU6;
            case RELU_N1_TO_1 -> BuiltinOperator.RELU_N1_TO_1;
            case NONE -> throw new ModelException(graph.name(), graph.describe(graph.operators().indexOf(operator))
                    + " clamps nothing; remove it");
        };
        return encode(operator, code, BuiltinOptions.NONE, null);
    }

    @Override
    public OperatorT visit(Reshape operator) {
        int[] dims = shape(operator.output()).dims();
        ReshapeOptionsT options = new ReshapeOptionsT();
        options.setNewShape(dims);
        return encode(operator, BuiltinOperator.RESHAPE, BuiltinOptions.ReshapeOptions, options,
                parameter(operator, "shape", Shape.of(dims.length), dims));
    }

    @Override
    public OperatorT visit(Softmax operator) {
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(operator.beta());
        return encode(operator, BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions, options);
    }

    private OperatorT encode(Operator operator, int code, byte optionsType, Object options, int... parameters) {
        OperatorT written = new OperatorT();
        written.setOpcodeIndex(codes.index(code, operator.accept(versions)));
        written.setInputs(IntStream.concat(operator.inputs().stream().mapToInt(i -> i), IntStream.of(parameters))
                .toArray());
        written.setOutputs(new int[] {operator.output()});
        if (options != null) {
            BuiltinOptionsUnion union = new BuiltinOptionsUnion();
            union.setType(optionsType);
            union.setValue(options);
            written.setBuiltinOptions(union);
        }
        return written;
    }

    private int parameter(Operator operator, String suffix, Shape shape, int[] values) {
        return tensors.add(graph.tensor(operator.output()).name() + '/' + suffix, shape, values);
    }

    private Pool2DOptionsT pool(int input, Window window, Activation activation) {
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setPadding(padding(input, window));
        options.setStrideH(window.strideHeight());
        options.setStrideW(window.strideWidth());
        options.setFilterHeight(window.kernelHeight());
        options.setFilterWidth(window.kernelWidth());
        options.setFusedActivationFunction(activation(activation));
        return options;
    }

    private byte padding(int input, Window window) {
        return (byte) PaddingScheme.of(window, shape(input)).orElseThrow();
    }

    private Shape shape(int tensor) {
        return graph.tensor(tensor).shape();
    }

    private static byte activation(Activation activation) {
        return switch (activation) {
            case NONE -> ActivationFunctionType.NONE;
            case RELU -> ActivationFunctionType.RELU;
            case RELU6 -> ActivationFunctionType.RELU6;
            case RELU_N1_TO_1 -> ActivationFunctionType.RELU_N1_TO_1;
        };
    }
}
