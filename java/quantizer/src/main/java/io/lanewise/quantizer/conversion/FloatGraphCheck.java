// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;

/** Refuses graphs that cannot be converted to int8. */
public final class FloatGraphCheck {

    private FloatGraphCheck() {}

    /**
     * Returns if every operator works on float32 values, or integers that stand for themselves, and has constant,
     * finite weights.
     *
     * @param graph a graph that is to be calibrated and converted
     * @throws ModelException naming the operator that does not
     */
    public static void check(Graph graph) {
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            if (operator instanceof Quantize || operator instanceof Dequantize) {
                throw refused(graph, i, "the model is quantized already; start from the float model");
            }
            if (operator instanceof Concatenation joined && joined.activation() != Activation.NONE) {
                throw refused(
                        graph,
                        i,
                        "its fused " + joined.activation() + " has no int8 form in TFLite; make the"
                                + " activation an operator of its own");
            }
            for (int output : operator.outputs()) {
                real(graph, i, output);
            }
            for (int input : operator.inputs()) {
                real(graph, i, input);
                finite(graph, i, graph.tensor(input));
            }
            if (operator instanceof WeightedOperator weighted) {
                constant(graph, i, weighted.weights());
                constant(graph, i, weighted.bias());
            }
        }
    }

    private static void real(Graph graph, int operator, int index) {
        Tensor tensor = graph.tensor(index);
        if (tensor.type() != DataType.FLOAT32 && tensor.quantization() != null) {
            throw refused(
                    graph,
                    operator,
                    tensor + " is not float32: the model is quantized already, or in part; start"
                            + " from the float model");
        }
    }

    private static void constant(Graph graph, int operator, int index) {
        if (index >= 0 && !graph.tensor(index).isConstant()) {
            throw refused(graph, operator, graph.tensor(index) + " is computed, but weights and bias must be constant");
        }
    }

    private static void finite(Graph graph, int operator, Tensor tensor) {
        if (tensor.isConstant() && tensor.type() == DataType.FLOAT32) {
            float[] values = tensor.floats();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw refused(graph, operator, "element " + i + " of the constant " + tensor + " is " + values[i]);
                }
            }
        }
    }

    private static ModelException refused(Graph graph, int operator, String why) {
        return new ModelException(graph.name(), graph.describe(operator) + ": " + why);
    }
}
