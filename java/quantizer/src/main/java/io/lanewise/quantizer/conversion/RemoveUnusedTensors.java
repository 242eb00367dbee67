// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Drops tensors that nothing reads or writes, such as passes and readers leave behind. */
public final class RemoveUnusedTensors {

    private RemoveUnusedTensors() {
    }

    /** The same graph with only the tensors that are inputs, outputs or used by operators, in their order. */
    public static Graph apply(Graph graph) {
        boolean[] used = new boolean[graph.tensors().size()];
        graph.inputs().forEach(i -> used[i] = true);
        graph.outputs().forEach(i -> used[i] = true);
        for (Operator operator : graph.operators()) {
            operator.inputs().forEach(i -> used[i] = true);
            used[operator.output()] = true;
        }
        int[] places = new int[used.length];
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            places[i] = tensors.size();
            if (used[i]) {
                tensors.add(graph.tensor(i));
            }
        }
        return graph.with(tensors, graph.operators().stream().map(o -> o.remap(i -> places[i])).toList(),
                graph.inputs().stream().map(i -> places[i]).toList(), graph.outputs().stream().map(i -> places[i]).toList());
    }
}
