// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays out a graph of ONNX rounding as ONNX defines it: an integer operator is a DequantizeLinear of its inputs, the
 * operator on reals, and a QuantizeLinear. Those pairs are left out around convolutions and dense layers, whose exact sums
 * are integers (QLinearConv, QLinearMatMul), and around operators that only move or compare values of one quantization,
 * which undo each other. Tensors keep their indices; new ones come behind them.
 */
public final class QdqExpansion {
    private final List<Tensor> tensors;
    private final List<Operator> operators = new ArrayList<>();

    private QdqExpansion(Graph graph) {
        tensors = new ArrayList<>(graph.tensors());
    }

    /**
     * The graph so laid out; the same graph if its rounding is TFLite's.
     *
     * @throws ModelException if an operator gives int16, which is rounded as TFLite does alone
     */
    public static Graph apply(Graph graph) {
        if (graph.rounding() == Rounding.TFLITE) {
            return graph;
        }
        QdqExpansion pass = new QdqExpansion(graph);
        for (Operator operator : graph.operators()) {
            if (graph.tensor(operator.output()).type() == DataType.INT16) {
                throw new ModelException(graph.name(), graph.describe(graph.operators().indexOf(operator))
                        + ": int16 with ONNX's rounding is not supported");
            }
            if (pass.isInteger(operator.output()) && !pass.hasIntegerForm(operator)) {
                pass.throughReals(operator);
            } else {
                pass.operators.add(operator);
            }
        }
        return graph.with(pass.tensors, pass.operators, graph.inputs(), graph.outputs());
    }

    private boolean hasIntegerForm(Operator operator) {
        if (operator instanceof Quantize quantize) {
            return !isInteger(quantize.input());
        }
        return operator instanceof WeightedOperator
                || operator.keepsValues() && operator.inputs().stream().allMatch(input -> tensors.get(input).quantization() != null
                        && tensors.get(input).quantization().equals(tensors.get(operator.output()).quantization()));
    }

    private void throughReals(Operator operator) {
        Map<Integer, Integer> reals = new HashMap<>();
        for (int input : operator.inputs()) {
            if (isInteger(input) && !reals.containsKey(input)) {
                reals.put(input, addReal(input));
                operators.add(new Dequantize(input, reals.get(input)));
            }
        }
        int output = operator.output();
        if (operator instanceof Quantize quantize) {
            operators.add(new Quantize(reals.get(quantize.input()), output));
            return;
        }
        reals.put(output, addReal(output));
        operators.add(operator.remap(tensor -> reals.getOrDefault(tensor, tensor)));
        operators.add(new Quantize(reals.get(output), output));
    }

    private boolean isInteger(int tensor) {
        return tensors.get(tensor).type() != DataType.FLOAT32;
    }

    private int addReal(int tensor) {
        Tensor integer = tensors.get(tensor);
        tensors.add(new Tensor(integer.name(), DataType.FLOAT32, integer.shape(), null, null));
        return tensors.size() - 1;
    }
}
