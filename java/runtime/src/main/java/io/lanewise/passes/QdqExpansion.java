// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays out a graph of ONNX rounding as ONNX defines it: an integer operator is a DequantizeLinear of its inputs, the
 * operator on reals, and a QuantizeLinear. Those pairs are left out around convolutions and dense layers, whose exact
 * sums are integers (QLinearConv, QLinearMatMul), around operators that only move or compare values of one
 * quantization, which undo each other, and around those that take integers for the numbers that they are, whatever
 * their scale. Tensors keep their indices; new ones come behind them.
 */
public final class QdqExpansion {
    private final GraphEditor editor;

    private QdqExpansion(Graph graph) {
        editor = GraphEditor.withoutOperators(graph);
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
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            if (operator.outputs().stream()
                    .map(graph::tensor)
                    .anyMatch(output -> output.type() == DataType.INT16 && output.quantization() != null)) {
                throw new ModelException(
                        graph.name(), graph.describe(i) + ": int16 with ONNX's rounding is not supported");
            }
            if (pass.isOnIntegers(operator) && !pass.hasIntegerForm(operator)) {
                pass.throughReals(operator);
            } else {
                pass.editor.add(operator);
            }
        }
        return pass.editor.graph();
    }

    private boolean isOnIntegers(Operator operator) {
        return operator.outputs().stream().anyMatch(this::isInteger)
                || !(operator instanceof Dequantize)
                        && operator.activations().stream().anyMatch(this::isInteger);
    }

    private boolean hasIntegerForm(Operator operator) {
        if (operator instanceof Quantize quantize) {
            return !isInteger(quantize.input());
        }
        return operator instanceof WeightedOperator
                || operator instanceof Cast
                || operator instanceof Reshape
                || operator.keepsValues()
                        && operator.outputs().stream()
                                .allMatch(output -> operator.activations().stream()
                                        .allMatch(input -> isSame(quantization(input), quantization(output))));
    }

    private Quantization quantization(int tensor) {
        return editor.tensor(tensor).quantization();
    }

    private static boolean isSame(Quantization input, Quantization output) {
        return input != null && input.equals(output);
    }

    private void throughReals(Operator operator) {
        Map<Integer, Integer> reals = new HashMap<>();
        for (int input : operator.inputs()) {
            if (isInteger(input) && !reals.containsKey(input)) {
                reals.put(input, addReal(input));
                editor.add(new Dequantize(input, reals.get(input)));
            }
        }
        if (operator instanceof Quantize quantize) {
            editor.add(new Quantize(reals.get(quantize.input()), quantize.output()));
            return;
        }
        List<Integer> integers =
                operator.outputs().stream().filter(this::isInteger).toList();
        integers.forEach(output -> reals.put(output, addReal(output)));
        editor.add(operator.remap(tensor -> reals.getOrDefault(tensor, tensor)));
        integers.forEach(output -> editor.add(new Quantize(reals.get(output), output)));
    }

    private boolean isInteger(int tensor) {
        return editor.tensor(tensor).type() != DataType.FLOAT32
                && editor.tensor(tensor).quantization() != null;
    }

    private int addReal(int tensor) {
        Tensor integer = editor.tensor(tensor);
        return editor.add(new Tensor(integer.name(), DataType.FLOAT32, integer.shape(), null, null));
    }
}
