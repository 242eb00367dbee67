// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.DataType;

/** The numbers an operator computes with: the type of all its activations. */
public enum Arithmetic {
    /** int8 activations and weights, int32 biases. */
    INT8(DataType.INT8, DataType.INT8, DataType.INT32),
    /** int16 activations with zero point 0, int8 weights, int64 biases. */
    INT16(DataType.INT16, DataType.INT8, DataType.INT64),
    /** float32 throughout. */
    FLOAT32(DataType.FLOAT32, DataType.FLOAT32, DataType.FLOAT32);

    private final DataType type;
    private final DataType weightType;
    private final DataType biasType;

    Arithmetic(DataType type, DataType weightType, DataType biasType) {
        this.type = type;
        this.weightType = weightType;
        this.biasType = biasType;
    }

    /**
     * The arithmetic of any operator but the conversions, QUANTIZE and DEQUANTIZE.
     *
     * @throws ModelException if the activations are not all int8, all int16 or all float32
     */
    public static Arithmetic of(Graph graph, int operatorIndex) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Operator operator = graph.operators().get(operatorIndex);
        DataType type = graph.tensor(operator.output()).type();
        Arithmetic arithmetic = type == DataType.INT8 ? INT8 : type == DataType.INT16 ? INT16 : FLOAT32;
        context.require(type == arithmetic.type, "output %s is not supported; int8, int16 and float32 are",
                graph.tensor(operator.output()));
        for (int input : operator.activations()) {
            context.require(graph.tensor(input).type() == type, "input %s differs in type from output %s",
                    graph.tensor(input), graph.tensor(operator.output()));
        }
        return arithmetic;
    }

    /** The element type of activations. */
    public DataType type() {
        return type;
    }

    /** The element type of weights. */
    public DataType weightType() {
        return weightType;
    }

    /** The element type of biases. */
    public DataType biasType() {
        return biasType;
    }
}
