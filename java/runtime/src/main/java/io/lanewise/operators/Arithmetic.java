// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Require;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;

/** The numbers an operator computes with: the type of all its activations. */
public enum Arithmetic {
    /** int8 activations and weights, int32 biases. */
    INT8,
    /** int16 activations with zero point 0, int8 weights, int64 biases. */
    INT16,
    /** float32 throughout. */
    FLOAT32;

    /**
     * The arithmetic of any operator that computes, other than the conversions QUANTIZE and DEQUANTIZE.
     *
     * @throws IllegalArgumentException if the activations are not all int8, all int16 or all float32
     */
    static Arithmetic of(Graph graph, Operator operator) {
        Tensor output = graph.tensor(operator.outputs().get(0));
        DataType type = output.type();
        Require.that(
                type == DataType.INT8 || type == DataType.INT16 || type == DataType.FLOAT32,
                "output %s is not supported; int8, int16 and float32 are",
                output);
        for (int input : operator.activations()) {
            Require.that(
                    graph.tensor(input).type() == type,
                    "input %s differs in type from output %s",
                    graph.tensor(input),
                    output);
        }
        for (int other : operator.outputs()) {
            Require.that(
                    graph.tensor(other).type() == type,
                    "outputs %s and %s differ in type",
                    output,
                    graph.tensor(other));
        }
        return type == DataType.INT8 ? INT8 : type == DataType.INT16 ? INT16 : FLOAT32;
    }
}
