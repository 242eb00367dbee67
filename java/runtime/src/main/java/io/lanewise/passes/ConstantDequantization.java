// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.quantization.Dequantization;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Works out every DEQUANTIZE of an int8, uint8 or float16 constant and of indices of a codebook: weights that are only
 * stored so. Tensors
 * keep their indices. int8 weights that a float operator reads directly are another thing, TFLite's dynamic range, and
 * stay.
 */
public final class ConstantDequantization {
    private final Graph graph;
    /** By stored constant: however many operators widen it, its reals are worked out once. */
    private final Map<Integer, Tensor> reals = new HashMap<>();

    private ConstantDequantization(Graph graph) {
        this.graph = graph;
    }

    /**
     * The graph without such constants; the same graph if it has none.
     *
     * @throws ModelException if an index is beyond its codebook
     */
    public static Graph apply(Graph graph) {
        ConstantDequantization pass = new ConstantDequantization(graph);
        for (Operator operator : graph.operators()) {
            if (pass.widens(operator)) {
                return pass.widened();
            }
        }
        return graph;
    }

    private Graph widened() {
        GraphEditor editor = GraphEditor.withoutOperators(graph);
        for (Operator operator : graph.operators()) {
            if (widens(operator)) {
                Dequantize dequantize = (Dequantize) operator;
                editor.replace(dequantize.output(), reals.computeIfAbsent(dequantize.input(), this::toFloat));
            } else {
                editor.add(operator);
            }
        }
        return editor.graph();
    }

    private boolean widens(Operator operator) {
        return operator instanceof Dequantize dequantize && isStored(dequantize.input());
    }

    private boolean isStored(int index) {
        Tensor tensor = graph.tensor(index);
        boolean isQuantized =
                (tensor.type() == DataType.INT8 || tensor.type() == DataType.UINT8) && tensor.quantization() != null;
        return tensor.isConstant() && (tensor.type() == DataType.FLOAT16 || isQuantized || isCodebook(tensor));
    }

    private static boolean isCodebook(Tensor tensor) {
        return tensor.quantization() != null && tensor.quantization().isCodebook();
    }

    private Tensor toFloat(int index) {
        Tensor tensor = graph.tensor(index);
        try {
            return Tensor.constant(tensor.name(), tensor.shape(), Dequantization.floats(tensor));
        } catch (IllegalArgumentException e) {
            throw new ModelException(graph.name(), e.getMessage());
        }
    }
}
