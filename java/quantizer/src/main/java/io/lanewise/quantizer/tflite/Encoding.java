// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.ActivationFunctionType;
import io.lanewise.tflite.schema.BuiltinOptionsUnion;
import io.lanewise.tflite.schema.OperatorT;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What all families need to write their operators: the graph, whose tensors are the file's first ones in their order,
 * and the file's tables in the making.
 */
record Encoding(Graph graph, TensorTable tensors, OperatorCodes codes) {

    /** An operator of the file without options. */
    OperatorT operator(Operator operator, int code, int version) {
        OperatorT written = new OperatorT();
        written.setOpcodeIndex(codes.index(code, version));
        written.setInputs(operator.inputs().stream().mapToInt(i -> i).toArray());
        written.setOutputs(operator.outputs().stream().mapToInt(i -> i).toArray());
        return written;
    }

    /**
     * An operator of the file.
     *
     * @param optionsType one of {@link io.lanewise.tflite.schema.BuiltinOptions}
     * @param parameters tensors that follow its inputs
     */
    OperatorT operator(Operator operator, int code, int version, byte optionsType, Object options, int... parameters) {
        OperatorT written = operator(operator, code, version);
        written.setInputs(IntStream.concat(IntStream.of(written.getInputs()), IntStream.of(parameters))
                .toArray());
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(optionsType);
        union.setValue(options);
        written.setBuiltinOptions(union);
        return written;
    }

    /** The version that brought the type of an operator's first input. */
    int version(Operator operator, int ofFloat32, int ofInt8, int ofInt16) {
        return switch (type(operator)) {
            case INT8 -> ofInt8;
            case INT16 -> ofInt16;
            default -> ofFloat32;
        };
    }

    /** Of an operator's first input. */
    DataType type(Operator operator) {
        return graph.tensor(operator.inputs().get(0)).type();
    }

    Shape shape(int tensor) {
        return graph.tensor(tensor).shape();
    }

    /** Adds a constant by which TFLite gives an operator its parameters; returns its index. */
    int parameter(Operator operator, String suffix, List<Integer> values) {
        return parameter(
                operator,
                suffix,
                Shape.of(values.size()),
                values.stream().mapToInt(i -> i).toArray());
    }

    /** As {@link #parameter(Operator, String, List)}, of any shape. */
    int parameter(Operator operator, String suffix, Shape shape, int[] values) {
        return tensors.add(graph.tensor(operator.outputs().get(0)).name() + '/' + suffix, shape, values);
    }

    /** The schema's code of a fused activation. */
    static byte code(Activation activation) {
        return switch (activation) {
            case NONE -> ActivationFunctionType.NONE;
            case RELU -> ActivationFunctionType.RELU;
            case RELU6 -> ActivationFunctionType.RELU6;
            case RELU_N1_TO_1 -> ActivationFunctionType.RELU_N1_TO_1;
        };
    }
}
