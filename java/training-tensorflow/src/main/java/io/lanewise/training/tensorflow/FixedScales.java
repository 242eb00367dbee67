// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Those that the graph has. */
record FixedScales(Ops tf, Graph graph) implements ActivationScales {

    @Override
    public Grid of(int index) {
        Tensor tensor = Grid.requireScales(graph.tensor(index));
        return Grid.ofActivation(
                tf,
                Grid.scales(tf, tensor),
                tf.constant((float) tensor.quantization().zeroPoint()),
                tensor.type());
    }

    @Override
    public void observe(int index, Operand<TFloat32> value) {}

    @Override
    public List<Variable> variables() {
        return List.of();
    }

    @Override
    public List<Op> tracking() {
        return List.of();
    }

    @Override
    public List<Variables> memories() {
        return List.of();
    }

    @Override
    public void start(Session session) {}

    @Override
    public Map<Integer, Quantization> trained(Session session) {
        return Map.of();
    }
}
