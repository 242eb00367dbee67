// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A graph's part between two of its tensors. */
final class GraphCut {

    private GraphCut() {}

    /** The graph that computes the tensor {@code to} from the tensor {@code from}, which becomes its input. */
    static Graph between(Graph graph, int from, int to) {
        GraphEditor part = GraphEditor.withoutOperators(graph);
        needed(graph, from, to).forEach(part::add);
        part.setInterface(List.of(from), List.of(to));
        return part.cleaned();
    }

    /** The operators that lead to a tensor, in their order; those that lead to {@code from} are left out. */
    static List<Operator> needed(Graph graph, int from, int to) {
        Set<Integer> wanted = new HashSet<>(List.of(to));
        Deque<Operator> kept = new ArrayDeque<>();
        for (int i = graph.operators().size() - 1; i >= 0; i--) {
            Operator operator = graph.operators().get(i);
            if (!operator.outputs().contains(from)
                    && operator.outputs().stream().anyMatch(wanted::contains)) {
                kept.addFirst(operator);
                wanted.addAll(operator.inputs());
            }
        }
        return List.copyOf(kept);
    }

    /** The tensors that a tensor is computed from. */
    static Set<Integer> tensorsBefore(Graph graph, int tensor) {
        Set<Integer> before = new HashSet<>();
        needed(graph, graph.inputs().get(0), tensor).forEach(operator -> before.addAll(operator.inputs()));
        return before;
    }
}
