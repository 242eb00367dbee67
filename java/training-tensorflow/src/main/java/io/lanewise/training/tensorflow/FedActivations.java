// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Each operator reads what it is fed, and not what the operators before it have computed.
 *
 * @param graph whose tensors they are
 * @param computed by tensor, what its operator makes of what it is fed
 * @param fed by tensor, what those that read it are fed
 */
record FedActivations(Graph graph, Map<Integer, Operand<TFloat32>> computed, Map<Integer, Placeholder<TFloat32>> fed)
        implements ChangedValues.Change {

    FedActivations(Graph graph) {
        this(graph, new HashMap<>(), new HashMap<>());
    }

    @Override
    public Operand<TFloat32> of(Ops tf, int index, Operand<TFloat32> value) {
        computed.put(index, value);
        Placeholder<TFloat32> placeholder = tf.placeholder(
                TFloat32.class,
                Placeholder.shape(Floats.shape(graph.tensor(index).shape())));
        fed.put(index, placeholder);
        return placeholder;
    }
}
