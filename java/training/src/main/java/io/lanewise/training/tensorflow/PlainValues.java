// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Values in full precision; weights and biases are variables. */
final class PlainValues implements Values {
    private final Graph graph;
    private final Variables variables;
    private final Set<Integer> changed;

    PlainValues(Graph graph, Variables variables) {
        this.graph = graph;
        this.variables = variables;
        this.changed = graph.operators().stream()
                .filter(WeightedOperator.class::isInstance)
                .flatMap(operator -> operator.inputs().stream())
                .filter(input -> graph.tensor(input).isFloatConstant())
                .collect(Collectors.toSet());
    }

    @Override
    public Operand<TFloat32> constant(Ops tf, int index, Tensor constant) {
        requireFloat(constant);
        return changed.contains(index)
                ? variables.of(index, constant.shape())
                : Floats.constant(tf, constant.shape(), constant.floats());
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, Tensor tensor, Operand<TFloat32> value) {
        requireFloat(tensor);
        return value;
    }

    private static void requireFloat(Tensor tensor) {
        Translation.require(tensor.type() == DataType.FLOAT32, tensor + " holds no floats");
    }

    @Override
    public List<Variable> variables() {
        return variables.all();
    }

    @Override
    public void start(Session session) {
        variables
                .indices()
                .forEach(index ->
                        variables.set(session, index, graph.tensor(index).floats()));
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        Map<Integer, Tensor> trained = new HashMap<>();
        for (int index : variables.indices()) {
            Tensor constant = graph.tensor(index);
            trained.put(index, Tensor.constant(constant.name(), constant.shape(), variables.get(session, index)));
        }
        return trained;
    }
}
