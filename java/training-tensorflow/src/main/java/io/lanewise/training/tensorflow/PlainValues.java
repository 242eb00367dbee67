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
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Values in full precision; weights and biases are variables. They count steps of which the largest magnitude of the
 * constant is 127, as it would be in int8, so that one learning rate suits layers of all sizes.
 */
final class PlainValues implements Values {
    private static final float LARGEST = 127;

    private final Graph graph;
    private final Variables variables;
    private final Masks masks;
    private final Set<Integer> changed;

    PlainValues(Graph graph, Variables variables, Map<String, boolean[]> masks) {
        this.graph = graph;
        this.variables = variables;
        this.masks = new Masks(masks);
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
                ? tf.math.mul(
                        masks.of(tf, constant, variables.of(index, constant.shape())), tf.constant(unit(constant)))
                : Floats.constant(tf, constant.shape(), constant.floats());
    }

    private static float unit(Tensor constant) {
        float largest = 0;
        for (float value : constant.floats()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest == 0 ? 1 / LARGEST : largest / LARGEST;
    }

    @Override
    public Operand<TFloat32> requantized(
            Ops tf, int index, Operand<TFloat32> value, Requantization requantization, boolean nonNegative) {
        return value;
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, int index, Operand<TFloat32> value) {
        requireFloat(graph.tensor(index));
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
    public List<Variables> memories() {
        return List.of(variables);
    }

    @Override
    public List<Op> tracking() {
        return List.of();
    }

    @Override
    public void watch(Oscillations oscillations) {}

    @Override
    public Operand<TFloat32> penalty() {
        return null;
    }

    @Override
    public void feed(Feeds feeds, long step, double progress) {}

    @Override
    public void start(Session session) {
        for (int index : variables.indices()) {
            Tensor constant = graph.tensor(index);
            variables.set(session, index, StepUnits.inSteps(constant.floats(), constant, unit(constant)));
        }
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        Map<Integer, Tensor> trained = new HashMap<>();
        for (int index : variables.indices()) {
            Tensor constant = graph.tensor(index);
            float[] steps = masks.apply(constant, variables.get(session, index));
            trained.put(
                    index,
                    Tensor.constant(
                            constant.name(), constant.shape(), StepUnits.inReals(steps, constant, unit(constant))));
        }
        return trained;
    }
}
