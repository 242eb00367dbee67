// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The values of others, with a factor of 1 behind each channel of the layers with weights.
 *
 * @param values others
 * @param layers what such layers write; depthwise ones leave the channels of what they read, and are none
 * @param gates by tensor, the factors of its channels
 */
record GatedValues(Values values, Set<Integer> layers, Map<Integer, Operand<TFloat32>> gates) implements Values {

    static GatedValues of(Graph graph, Values values) {
        Set<Integer> layers = new HashSet<>();
        for (Operator operator : graph.operators()) {
            if (operator instanceof WeightedOperator layer && layer.channelAxis() == 0) {
                layers.add(operator.output());
            }
        }
        return new GatedValues(values, layers, new LinkedHashMap<>());
    }

    @Override
    public Operand<TFloat32> constant(Ops tf, int index, Tensor constant) {
        return values.constant(tf, index, constant);
    }

    @Override
    public Operand<TFloat32> requantized(
            Ops tf, int index, Operand<TFloat32> value, Requantization requantization, boolean nonNegative) {
        return values.requantized(tf, index, value, requantization, nonNegative);
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, int index, Operand<TFloat32> value) {
        Operand<TFloat32> plain = values.activation(tf, index, value);
        if (!layers.contains(index)) {
            return plain;
        }
        int channels = Math.toIntExact(plain.shape().get(-1));
        float[] ones = new float[channels];
        java.util.Arrays.fill(ones, 1);
        Operand<TFloat32> gate = tf.constant(ones);
        gates.put(index, gate);
        return tf.math.mul(plain, gate);
    }

    @Override
    public List<Variable> variables() {
        return values.variables();
    }

    @Override
    public List<Variables> memories() {
        return values.memories();
    }

    @Override
    public List<Op> tracking() {
        return values.tracking();
    }

    @Override
    public void watch(Oscillations oscillations) {
        values.watch(oscillations);
    }

    @Override
    public void start(Session session) {
        values.start(session);
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        return values.trained(session);
    }
}
