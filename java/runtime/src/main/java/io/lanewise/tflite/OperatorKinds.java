// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Activation;
import io.lanewise.tflite.schema.BuiltinOperator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The one table of TFLite operators that can be read. */
final class OperatorKinds {

    /**
     * @param newestVersion the newest version whose options and types are known: TFLite's own at release 2.21. What an
     *        operator means by a type or option that is not supported is refused where it occurs
     * @param reader makes the operator
     */
    record Kind(int newestVersion, Function<OperatorSource, Operator> reader) {}

    private static final Map<Integer, Kind> KINDS = new TreeMap<>();

    static {
        add(BuiltinOperator.ABS, 5, unary(UnaryFunction.ABS));
        add(BuiltinOperator.ADD, 5, ArithmeticOperators::add);
        add(BuiltinOperator.AVERAGE_POOL_2D, 3, WindowOperators::averagePool2d);
        add(BuiltinOperator.BATCH_MATMUL, 4, ArithmeticOperators::batchMatMul);
        add(BuiltinOperator.CAST, 7, CodebookReader::cast);
        add(BuiltinOperator.CEIL, 1, unary(UnaryFunction.CEIL));
        add(BuiltinOperator.CONCATENATION, 5, LayoutOperators::concatenation);
        add(BuiltinOperator.CONV_2D, 8, WindowOperators::conv2d);
        add(BuiltinOperator.DEPTHWISE_CONV_2D, 7, WindowOperators::depthwiseConv2d);
        add(BuiltinOperator.DEQUANTIZE, 8, source -> new Dequantize(source.input(0), source.output()));
        add(BuiltinOperator.DIV, 2, ArithmeticOperators::div);
        add(BuiltinOperator.ELU, 1, unary(UnaryFunction.ELU));
        add(BuiltinOperator.EXP, 2, unary(UnaryFunction.EXP));
        add(BuiltinOperator.EXPAND_DIMS, 1, source -> new Reshape(source.input(0), source.output()));
        add(BuiltinOperator.FLOOR, 1, unary(UnaryFunction.FLOOR));
        add(BuiltinOperator.FULLY_CONNECTED, 14, ArithmeticOperators::fullyConnected);
        add(BuiltinOperator.GELU, 2, ArithmeticOperators::gelu);
        add(BuiltinOperator.GATHER, 7, CodebookReader::gather);
        add(BuiltinOperator.HARD_SWISH, 1, unary(UnaryFunction.HARD_SWISH));
        add(BuiltinOperator.LEAKY_RELU, 2, ArithmeticOperators::leakyRelu);
        add(BuiltinOperator.LOG, 2, unary(UnaryFunction.LOG));
        add(BuiltinOperator.LOGISTIC, 3, source -> new Logistic(source.input(0), source.output()));
        add(BuiltinOperator.MAXIMUM, 4, binary(BinaryFunction.MAXIMUM));
        add(BuiltinOperator.MAX_POOL_2D, 3, WindowOperators::maxPool2d);
        add(BuiltinOperator.MEAN, 3, ArithmeticOperators::mean);
        add(BuiltinOperator.MINIMUM, 4, binary(BinaryFunction.MINIMUM));
        add(BuiltinOperator.MUL, 7, ArithmeticOperators::mul);
        add(BuiltinOperator.NEG, 1, unary(UnaryFunction.NEG));
        add(BuiltinOperator.PAD, 5, LayoutOperators::pad);
        add(BuiltinOperator.PADV2, 5, LayoutOperators::padV2);
        add(BuiltinOperator.POW, 1, binary(BinaryFunction.POW));
        add(BuiltinOperator.PRELU, 1, source -> new Prelu(source.input(0), source.input(1), source.output()));
        add(BuiltinOperator.QUANTIZE, 5, source -> new Quantize(source.input(0), source.output()));
        add(BuiltinOperator.REDUCE_MAX, 3, source -> ArithmeticOperators.reduce(source, ReduceFunction.MAX));
        add(BuiltinOperator.REDUCE_MIN, 3, source -> ArithmeticOperators.reduce(source, ReduceFunction.MIN));
        add(BuiltinOperator.REDUCE_PROD, 2, source -> ArithmeticOperators.reduce(source, ReduceFunction.PROD));
        add(BuiltinOperator.RELU, 3, relu(Activation.RELU));
        add(BuiltinOperator.RELU6, 3, relu(Activation.RELU6));
        add(BuiltinOperator.RELU_N1_TO_1, 1, relu(Activation.RELU_N1_TO_1));
        add(BuiltinOperator.RESHAPE, 1, source -> new Reshape(source.input(0), source.output()));
        add(BuiltinOperator.RESIZE_BILINEAR, 4, LayoutOperators::resizeBilinear);
        add(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, 4, LayoutOperators::resizeNearest);
        add(BuiltinOperator.ROUND, 1, unary(UnaryFunction.ROUND));
        add(BuiltinOperator.RSQRT, 3, unary(UnaryFunction.RSQRT));
        add(BuiltinOperator.SLICE, 6, SliceOperators::slice);
        add(BuiltinOperator.SOFTMAX, 3, ArithmeticOperators::softmax);
        add(BuiltinOperator.SQRT, 1, unary(UnaryFunction.SQRT));
        add(BuiltinOperator.SQUEEZE, 2, source -> new Reshape(source.input(0), source.output()));
        add(BuiltinOperator.STRIDED_SLICE, 8, SliceOperators::stridedSlice);
        add(BuiltinOperator.SUB, 5, ArithmeticOperators::sub);
        add(BuiltinOperator.SUM, 2, source -> ArithmeticOperators.reduce(source, ReduceFunction.SUM));
        add(BuiltinOperator.TANH, 3, unary(UnaryFunction.TANH));
        add(BuiltinOperator.TRANSPOSE, 6, LayoutOperators::transpose);
    }

    private OperatorKinds() {}

    /** The kind of a builtin code; null if it is not supported. */
    static Kind of(int code) {
        return KINDS.get(code);
    }

    static String name(int code) {
        return code >= 0 && code < BuiltinOperator.names.length ? BuiltinOperator.name(code) : "builtin operator " + code;
    }

    static String names() {
        return KINDS.keySet().stream().map(OperatorKinds::name).sorted().collect(Collectors.joining(", "));
    }

    private static void add(int code, int newestVersion, Function<OperatorSource, Operator> reader) {
        KINDS.put(code, new Kind(newestVersion, reader));
    }

    private static Function<OperatorSource, Operator> unary(UnaryFunction function) {
        return source -> new Unary(function, source.input(0), source.output());
    }

    private static Function<OperatorSource, Operator> binary(BinaryFunction function) {
        return source -> new Binary(function, source.input(0), source.input(1), source.output(), Activation.NONE);
    }

    private static Function<OperatorSource, Operator> relu(Activation activation) {
        return source -> new Relu(source.input(0), source.output(), activation);
    }
}
