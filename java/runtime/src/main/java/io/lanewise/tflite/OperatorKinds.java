// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Dequantize;
import io.lanewise.graph.Logistic;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Quantize;
import io.lanewise.graph.Relu;
import io.lanewise.graph.Reshape;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.lite.schema.BuiltinOperator;

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
        add(BuiltinOperator.ADD, 5, ArithmeticOperators::add);
        add(BuiltinOperator.AVERAGE_POOL_2D, 3, WindowOperators::averagePool2d);
        add(BuiltinOperator.CONCATENATION, 5, LayoutOperators::concatenation);
        add(BuiltinOperator.CONV_2D, 8, WindowOperators::conv2d);
        add(BuiltinOperator.DEPTHWISE_CONV_2D, 7, WindowOperators::depthwiseConv2d);
        add(BuiltinOperator.DEQUANTIZE, 8, source -> new Dequantize(source.input(0), source.output()));
        add(BuiltinOperator.EXPAND_DIMS, 1, source -> new Reshape(source.input(0), source.output()));
        add(BuiltinOperator.FULLY_CONNECTED, 14, ArithmeticOperators::fullyConnected);
        add(BuiltinOperator.LOGISTIC, 3, source -> new Logistic(source.input(0), source.output()));
        add(BuiltinOperator.MAX_POOL_2D, 3, WindowOperators::maxPool2d);
        add(BuiltinOperator.MEAN, 3, ArithmeticOperators::mean);
        add(BuiltinOperator.MUL, 7, ArithmeticOperators::mul);
        add(BuiltinOperator.PAD, 5, LayoutOperators::pad);
        add(BuiltinOperator.PADV2, 5, LayoutOperators::padV2);
        add(BuiltinOperator.QUANTIZE, 5, source -> new Quantize(source.input(0), source.output()));
        add(BuiltinOperator.RELU, 3, relu(Activation.RELU));
        add(BuiltinOperator.RELU6, 3, relu(Activation.RELU6));
        add(BuiltinOperator.RELU_N1_TO_1, 1, relu(Activation.RELU_N1_TO_1));
        add(BuiltinOperator.RESHAPE, 1, source -> new Reshape(source.input(0), source.output()));
        add(BuiltinOperator.SOFTMAX, 3, ArithmeticOperators::softmax);
        add(BuiltinOperator.SQUEEZE, 2, source -> new Reshape(source.input(0), source.output()));
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

    private static Function<OperatorSource, Operator> relu(Activation activation) {
        return source -> new Relu(source.input(0), source.output(), activation);
    }
}
