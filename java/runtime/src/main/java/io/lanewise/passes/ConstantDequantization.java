// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.quantization.Dequantization;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Works out every DEQUANTIZE of an int8 constant and of indices of a codebook: weights that are only stored so. Tensors keep
 * their indices. int8 weights that a float operator reads directly are another thing, TFLite's dynamic range, and stay.
 */
public final class ConstantDequantization {
    private final String model;
    private final List<Tensor> tensors;
    /** By stored constant: however many operators widen it, its reals are worked out once. */
    private final Map<Integer, Tensor> reals = new HashMap<>();

    private ConstantDequantization(Graph graph) {
        this.model = graph.name();
        this.tensors = new ArrayList<>(graph.tensors());
    }

    /**
     * The graph without such constants; the same graph if it has none.
     *
     * @throws ModelException if an index is beyond its codebook
     */
    public static Graph apply(Graph graph) {
        ConstantDequantization pass = new ConstantDequantization(graph);
        List<Operator> operators = new ArrayList<>();
        for (Operator operator : graph.operators()) {
            if (operator instanceof Dequantize dequantize && pass.isStored(dequantize.input())) {
                pass.tensors.set(dequantize.output(), pass.reals.computeIfAbsent(dequantize.input(), pass::toFloat));
            } else {
                operators.add(operator);
            }
        }
        return operators.equals(graph.operators()) ? graph
                : graph.with(pass.tensors, operators, graph.inputs(), graph.outputs());
    }

    private boolean isStored(int index) {
        Tensor tensor = tensors.get(index);
        return tensor.isConstant() && tensor.quantization() != null
                && (tensor.type() == DataType.INT8 || tensor.quantization().isCodebook());
    }

    private Tensor toFloat(int index) {
        Tensor tensor = tensors.get(index);
        try {
            return Tensor.constant(tensor.name(), tensor.shape(), Dequantization.floats(tensor));
        } catch (IllegalArgumentException e) {
            throw new ModelException(model, e.getMessage());
        }
    }
}
