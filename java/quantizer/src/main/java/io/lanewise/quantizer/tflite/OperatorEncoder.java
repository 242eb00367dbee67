// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.AbsOptionsT;
import io.lanewise.tflite.schema.ActivationFunctionType;
import io.lanewise.tflite.schema.AddOptionsT;
import io.lanewise.tflite.schema.BatchMatMulOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.ConcatenationOptionsT;
import io.lanewise.tflite.schema.Conv2DOptionsT;
import io.lanewise.tflite.schema.DepthwiseConv2DOptionsT;
import io.lanewise.tflite.schema.DequantizeOptionsT;
import io.lanewise.tflite.schema.DivOptionsT;
import io.lanewise.tflite.schema.ExpOptionsT;
import io.lanewise.tflite.schema.FullyConnectedOptionsT;
import io.lanewise.tflite.schema.GeluOptionsT;
import io.lanewise.tflite.schema.HardSwishOptionsT;
import io.lanewise.tflite.schema.LeakyReluOptionsT;
import io.lanewise.tflite.schema.MaximumMinimumOptionsT;
import io.lanewise.tflite.schema.MulOptionsT;
import io.lanewise.tflite.schema.NegOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.PadOptionsT;
import io.lanewise.tflite.schema.Pool2DOptionsT;
import io.lanewise.tflite.schema.PowOptionsT;
import io.lanewise.tflite.schema.QuantizeOptionsT;
import io.lanewise.tflite.schema.ReducerOptionsT;
import io.lanewise.tflite.schema.ReshapeOptionsT;
import io.lanewise.tflite.schema.ResizeBilinearOptionsT;
import io.lanewise.tflite.schema.ResizeNearestNeighborOptionsT;
import io.lanewise.tflite.schema.SliceOptionsT;
import io.lanewise.tflite.schema.SoftmaxOptionsT;
import io.lanewise.tflite.schema.StridedSliceOptionsT;
import io.lanewise.tflite.schema.SubOptionsT;
import io.lanewise.tflite.schema.TransposeOptionsT;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One operator of the graph as one of the file: code, version, tensors, options. */
final class OperatorEncoder {
    private final KindTable<OperatorT> table = new KindTable<>();
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
        table.add(Add.class, this::add);
        table.add(AveragePool2d.class, this::averagePool2d);
        table.add(BatchMatMul.class, this::batchMatMul);
        table.add(Binary.class, this::binary);
        table.add(Concatenation.class, this::concatenation);
        table.add(Conv2d.class, this::conv2d);
        table.add(DepthwiseConv2d.class, this::depthwiseConv2d);
        table.add(Dequantize.class, this::dequantize);
        table.add(FullyConnected.class, this::fullyConnected);
        table.add(LeakyRelu.class, this::leakyRelu);
        table.add(Logistic.class, this::logistic);
        table.add(MaxPool2d.class, this::maxPool2d);
        table.add(Mean.class, this::mean);
        table.add(Mul.class, this::mul);
        table.add(Pad.class, this::pad);
        table.add(Prelu.class, this::prelu);
        table.add(Quantize.class, this::quantize);
        table.add(Reduce.class, this::reduce);
        table.add(Relu.class, this::relu);
        table.add(Reshape.class, this::reshape);
        table.add(Resize.class, this::resize);
        table.add(Slice.class, this::slice);
        table.add(Softmax.class, this::softmax);
        table.add(Transpose.class, this::transpose);
        table.add(Unary.class, this::unary);
    }

    /** An operator of the graph as the file's. */
    OperatorT encode(Operator operator) {
        return table.apply(operator);
    }

    /** The kinds that can be written. */
    Set<Class<? extends Operator>> kinds() {
        return table.kinds();
    }

    private OperatorT add(Add operator) {
        AddOptionsT options = new AddOptionsT();
        options.setFusedActivationFunction(activation(operator.activation()));
        // On, its default, it would ask for other arithmetic where all scales happen to be powers of two.
        options.setPotScaleInt16(graph.tensor(operator.output()).type() != DataType.INT16);
        return encode(operator, BuiltinOperator.ADD, BuiltinOptions.AddOptions, options);
    }

    private OperatorT averagePool2d(AveragePool2d operator) {
        return encode(operator, BuiltinOperator.AVERAGE_POOL_2D, BuiltinOptions.Pool2DOptions,
                pool(operator.input(), operator.window(), operator.activation()));
    }

    private OperatorT concatenation(Concatenation operator) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(operator.axis());
        options.setFusedActivationFunction(activation(operator.activation()));
        return encode(operator, BuiltinOperator.CONCATENATION, BuiltinOptions.ConcatenationOptions, options);
    }

    private OperatorT conv2d(Conv2d operator) {
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

    private OperatorT depthwiseConv2d(DepthwiseConv2d operator) {
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

    private OperatorT dequantize(Dequantize operator) {
        return encode(operator, BuiltinOperator.DEQUANTIZE, BuiltinOptions.DequantizeOptions, new DequantizeOptionsT());
    }

    private OperatorT fullyConnected(FullyConnected operator) {
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setFusedActivationFunction(activation(operator.activation()));
        options.setKeepNumDims(operator.keepDims());
        options.setAsymmetricQuantizeInputs(operator.asymmetricInputs());
        return encode(operator, BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, options);
    }

    private OperatorT logistic(Logistic operator) {
        return encode(operator, BuiltinOperator.LOGISTIC, BuiltinOptions.NONE, null);
    }

    private OperatorT maxPool2d(MaxPool2d operator) {
        return encode(operator, BuiltinOperator.MAX_POOL_2D, BuiltinOptions.Pool2DOptions,
                pool(operator.input(), operator.window(), operator.activation()));
    }

    private OperatorT mean(Mean operator) {
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(operator.keepDims());
        return encode(operator, BuiltinOperator.MEAN, BuiltinOptions.ReducerOptions, options,
                parameter(operator, "axes", operator.axes()));
    }

    private OperatorT mul(Mul operator) {
        MulOptionsT options = new MulOptionsT();
        options.setFusedActivationFunction(activation(operator.activation()));
        return encode(operator, BuiltinOperator.MUL, BuiltinOptions.MulOptions, options);
    }

    private OperatorT pad(Pad operator) {
        int rank = operator.before().size();
        int[] paddings = IntStream.range(0, rank)
                .flatMap(d -> IntStream.of(operator.before().get(d), operator.after().get(d))).toArray();
        return encode(operator, BuiltinOperator.PAD, BuiltinOptions.PadOptions, new PadOptionsT(),
                parameter(operator, "paddings", Shape.of(rank, 2), paddings));
    }

    private OperatorT quantize(Quantize operator) {
        return encode(operator, BuiltinOperator.QUANTIZE, BuiltinOptions.QuantizeOptions, new QuantizeOptionsT());
    }

    private OperatorT relu(Relu operator) {
        int code = switch (operator.activation()) {
            case RELU -> BuiltinOperator.RELU;
            case RELU6 -> BuiltinOperator.RELU6;
            case RELU_N1_TO_1 -> BuiltinOperator.RELU_N1_TO_1;
            case NONE -> throw new ModelException(graph.name(), graph.describe(graph.operators().indexOf(operator))
                    + " clamps nothing; remove it");
        };
        return encode(operator, code, BuiltinOptions.NONE, null);
    }

    private OperatorT reshape(Reshape operator) {
        int[] dims = shape(operator.output()).dims();
        ReshapeOptionsT options = new ReshapeOptionsT();
        options.setNewShape(dims);
        return encode(operator, BuiltinOperator.RESHAPE, BuiltinOptions.ReshapeOptions, options,
                parameter(operator, "shape", Shape.of(dims.length), dims));
    }

    private OperatorT softmax(Softmax operator) {
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(operator.beta());
        return encode(operator, BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions, options);
    }

    private OperatorT batchMatMul(BatchMatMul operator) {
        return encode(operator, BuiltinOperator.BATCH_MATMUL, BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptionsT());
    }

    private OperatorT binary(Binary operator) {
        byte clamp = activation(operator.activation());
        return switch (operator.function()) {
            case DIV -> {
                DivOptionsT options = new DivOptionsT();
                options.setFusedActivationFunction(clamp);
                yield encode(operator, BuiltinOperator.DIV, BuiltinOptions.DivOptions, options);
            }
            case SUB -> {
                SubOptionsT options = new SubOptionsT();
                options.setFusedActivationFunction(clamp);
                yield encode(operator, BuiltinOperator.SUB, BuiltinOptions.SubOptions, options);
            }
            case MAXIMUM -> encode(operator, BuiltinOperator.MAXIMUM, BuiltinOptions.MaximumMinimumOptions,
                    new MaximumMinimumOptionsT());
            case MINIMUM -> encode(operator, BuiltinOperator.MINIMUM, BuiltinOptions.MaximumMinimumOptions,
                    new MaximumMinimumOptionsT());
            case POW -> encode(operator, BuiltinOperator.POW, BuiltinOptions.PowOptions, new PowOptionsT());
        };
    }

    private OperatorT leakyRelu(LeakyRelu operator) {
        LeakyReluOptionsT options = new LeakyReluOptionsT();
        options.setAlpha(operator.alpha());
        return encode(operator, BuiltinOperator.LEAKY_RELU, BuiltinOptions.LeakyReluOptions, options);
    }

    private OperatorT prelu(Prelu operator) {
        return encode(operator, BuiltinOperator.PRELU, BuiltinOptions.NONE, null);
    }

    private OperatorT reduce(Reduce operator) {
        int code = switch (operator.function()) {
            case MAX -> BuiltinOperator.REDUCE_MAX;
            case MIN -> BuiltinOperator.REDUCE_MIN;
            case PROD -> BuiltinOperator.REDUCE_PROD;
            case SUM -> BuiltinOperator.SUM;
        };
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(operator.keepDims());
        return encode(operator, code, BuiltinOptions.ReducerOptions, options, parameter(operator, "axes", operator.axes()));
    }

    private OperatorT resize(Resize operator) {
        Shape output = shape(operator.output());
        int size = parameter(operator, "size", List.of(output.dim(1), output.dim(2)));
        if (operator.method() == ResizeMethod.NEAREST) {
            ResizeNearestNeighborOptionsT options = new ResizeNearestNeighborOptionsT();
            options.setAlignCorners(operator.alignCorners());
            options.setHalfPixelCenters(operator.halfPixelCenters());
            return encode(operator, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOptions.ResizeNearestNeighborOptions,
                    options, size);
        }
        ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
        options.setAlignCorners(operator.alignCorners());
        options.setHalfPixelCenters(operator.halfPixelCenters());
        return encode(operator, BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinearOptions, options, size);
    }

    private OperatorT slice(Slice operator) {
        List<Integer> size = IntStream.of(shape(operator.output()).dims()).boxed().toList();
        int begin = parameter(operator, "begin", operator.begin());
        if (operator.strides().stream().allMatch(stride -> stride == 1)) {
            return encode(operator, BuiltinOperator.SLICE, BuiltinOptions.SliceOptions, new SliceOptionsT(), begin,
                    parameter(operator, "size", size));
        }
        // Backwards to the first cell the end is -1, which files can only say by a mask.
        List<Integer> end = new ArrayList<>();
        StridedSliceOptionsT options = new StridedSliceOptionsT();
        for (int d = 0; d < size.size(); d++) {
            end.add(operator.begin().get(d) + size.get(d) * operator.strides().get(d));
            options.setEndMask(options.getEndMask() | (end.get(d) < 0 ? 1 << d : 0));
        }
        return encode(operator, BuiltinOperator.STRIDED_SLICE, BuiltinOptions.StridedSliceOptions, options, begin,
                parameter(operator, "end", end), parameter(operator, "strides", operator.strides()));
    }

    private OperatorT transpose(Transpose operator) {
        return encode(operator, BuiltinOperator.TRANSPOSE, BuiltinOptions.TransposeOptions, new TransposeOptionsT(),
                parameter(operator, "permutation", operator.permutation()));
    }

    private OperatorT unary(Unary operator) {
        return switch (operator.function()) {
            case ABS -> encode(operator, BuiltinOperator.ABS, BuiltinOptions.AbsOptions, new AbsOptionsT());
            case CEIL -> encode(operator, BuiltinOperator.CEIL, BuiltinOptions.NONE, null);
            case ELU -> encode(operator, BuiltinOperator.ELU, BuiltinOptions.NONE, null);
            case EXP -> encode(operator, BuiltinOperator.EXP, BuiltinOptions.ExpOptions, new ExpOptionsT());
            case FLOOR -> encode(operator, BuiltinOperator.FLOOR, BuiltinOptions.NONE, null);
            case GELU -> encode(operator, BuiltinOperator.GELU, BuiltinOptions.GeluOptions, new GeluOptionsT());
            case HARD_SWISH -> encode(operator, BuiltinOperator.HARD_SWISH, BuiltinOptions.HardSwishOptions,
                    new HardSwishOptionsT());
            case LOG -> encode(operator, BuiltinOperator.LOG, BuiltinOptions.NONE, null);
            case NEG -> encode(operator, BuiltinOperator.NEG, BuiltinOptions.NegOptions, new NegOptionsT());
            case ROUND -> encode(operator, BuiltinOperator.ROUND, BuiltinOptions.NONE, null);
            case RSQRT -> encode(operator, BuiltinOperator.RSQRT, BuiltinOptions.NONE, null);
            case SQRT -> encode(operator, BuiltinOperator.SQRT, BuiltinOptions.NONE, null);
            case TANH -> encode(operator, BuiltinOperator.TANH, BuiltinOptions.NONE, null);
        };
    }

    private OperatorT encode(Operator operator, int code, byte optionsType, Object options, int... parameters) {
        OperatorT written = new OperatorT();
        written.setOpcodeIndex(codes.index(code, versions.of(operator)));
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

    private int parameter(Operator operator, String suffix, List<Integer> values) {
        return parameter(operator, suffix, Shape.of(values.size()), values.stream().mapToInt(i -> i).toArray());
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
