// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Values in full precision; weights and biases are variables. */
final class PlainValues implements Values {
    private final Variables variables;
    private final Set<Integer> trained;

    PlainValues(Graph graph, Variables variables) {
        this.variables = variables;
        this.trained = graph.operators().stream()
                .filter(WeightedOperator.class::isInstance)
                .flatMap(operator -> operator.inputs().stream())
                .filter(input -> graph.tensor(input).isFloatConstant())
                .collect(Collectors.toSet());
    }

    @Override
    public Operand<TFloat32> constant(Ops tf, int index, Tensor constant) {
        requireFloat(constant);
        return trained.contains(index) ? variables.of(index, constant.shape()) : Floats.constant(tf, constant);
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, Tensor tensor, Operand<TFloat32> value) {
        requireFloat(tensor);
        return value;
    }

    @Override
    public float[] start(int index, Tensor constant) {
        return constant.floats();
    }

    @Override
    public Tensor trained(int index, Tensor constant, float[] variable) {
        return Tensor.constant(constant.name(), constant.shape(), variable);
    }

    private static void requireFloat(Tensor tensor) {
        Translation.require(tensor.type() == DataType.FLOAT32, tensor + " holds no floats");
    }
}
