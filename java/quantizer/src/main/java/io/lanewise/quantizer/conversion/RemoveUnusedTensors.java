// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Drops tensors that nothing reads or writes, such as passes and readers leave behind. */
public final class RemoveUnusedTensors {

    private RemoveUnusedTensors() {
    }

    /**
     * {@return the same graph with only the tensors that are inputs, outputs or used by operators, in their order}
     *
     * @param graph float or quantized
     */
    public static Graph apply(Graph graph) {
        boolean[] used = used(graph);
        int[] indices = new int[used.length];
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            indices[i] = tensors.size();
            if (used[i]) {
                tensors.add(graph.tensor(i));
            }
        }
        return graph.with(tensors, graph.operators().stream().map(o -> o.remap(i -> indices[i])).toList(),
                graph.inputs().stream().map(i -> indices[i]).toList(),
                graph.outputs().stream().map(i -> indices[i]).toList());
    }

    /** The same of a quantized graph; what is left stands for what it did. */
    static QuantizedModel apply(QuantizedModel model) {
        boolean[] used = used(model.graph());
        return new QuantizedModel(model.source(), apply(model.graph()),
                IntStream.range(0, used.length).filter(i -> used[i]).mapToObj(model.tensors()::get).toList());
    }

    private static boolean[] used(Graph graph) {
        boolean[] used = new boolean[graph.tensors().size()];
        graph.inputs().forEach(i -> used[i] = true);
        graph.outputs().forEach(i -> used[i] = true);
        for (Operator operator : graph.operators()) {
            operator.inputs().forEach(i -> used[i] = true);
            used[operator.output()] = true;
        }
        return used;
    }
}
