// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A factor of 1 behind each channel of the layers with weights. Depthwise ones leave the channels of what they read,
 * and have none.
 */
final class Gates implements ChangedValues.Change {
    private final Set<Integer> layers = new HashSet<>();
    private final Map<Integer, Operand<TFloat32>> factors = new LinkedHashMap<>();

    Gates(Graph graph) {
        for (Operator operator : graph.operators()) {
            if (operator instanceof WeightedOperator layer && layer.channelAxis() == 0) {
                layers.add(operator.output());
            }
        }
    }

    @Override
    public Operand<TFloat32> of(Ops tf, int index, Operand<TFloat32> value) {
        if (!layers.contains(index)) {
            return value;
        }
        float[] ones = new float[Math.toIntExact(value.shape().get(-1))];
        Arrays.fill(ones, 1);
        factors.put(index, tf.constant(ones));
        return tf.math.mul(value, factors.get(index));
    }

    /** By tensor, those of its channels. */
    Map<Integer, Operand<TFloat32>> factors() {
        return factors;
    }
}
