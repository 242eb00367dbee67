// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.DataType;

/** The numbers an operator computes with: the type of all its activations. */
public enum Arithmetic {
    INT8, FLOAT32;

    /**
     * The arithmetic of any operator but the conversions, QUANTIZE and DEQUANTIZE.
     *
     * @throws ModelException if the activations are neither all int8 nor all float32
     */
    public static Arithmetic of(Graph graph, int operatorIndex) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Operator operator = graph.operators().get(operatorIndex);
        DataType type = graph.tensor(operator.output()).type();
        context.require(type == DataType.INT8 || type == DataType.FLOAT32,
                "output " + graph.tensor(operator.output()) + " is not supported; int8 and float32 are");
        for (int input : operator.activations()) {
            context.require(graph.tensor(input).type() == type,
                    "input " + graph.tensor(input) + " differs in type from output " + graph.tensor(operator.output()));
        }
        return type == DataType.INT8 ? INT8 : FLOAT32;
    }

    /** The element type of activations and weights. */
    public DataType type() {
        return this == INT8 ? DataType.INT8 : DataType.FLOAT32;
    }

    /** The element type of biases. */
    public DataType biasType() {
        return this == INT8 ? DataType.INT32 : DataType.FLOAT32;
    }
}
