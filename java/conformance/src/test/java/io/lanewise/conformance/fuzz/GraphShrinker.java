// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Makes a graph that fails smaller, as long as it fails: fewer outputs, then fewer operators. */
final class GraphShrinker {

    private GraphShrinker() {}

    /** A graph that fails and of which no output and no operator can be left out. */
    static Graph shrink(Graph failing, Predicate<Graph> fails) {
        Graph smallest = failing;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = smallest.outputs().size() - 1;
                    i >= 0 && smallest.outputs().size() > 1;
                    i--) {
                List<Integer> outputs = new ArrayList<>(smallest.outputs());
                outputs.remove(i);
                Graph candidate = tidy(smallest, smallest.operators(), smallest.inputs(), outputs);
                if (stillFails(candidate, fails)) {
                    smallest = candidate;
                    smaller = true;
                }
            }
            for (int i = smallest.operators().size() - 1; i >= 0; i--) {
                Graph candidate = i < smallest.operators().size() ? without(smallest, i) : null;
                if (candidate != null && stillFails(candidate, fails)) {
                    smallest = candidate;
                    smaller = true;
                }
            }
        }
        return smallest;
    }

    private static boolean stillFails(Graph candidate, Predicate<Graph> fails) {
        try {
            return fails.test(candidate);
        } catch (ModelException e) {
            return false;
        }
    }

    /** What the operator wrote becomes an input; null if nothing would be left. */
    private static Graph without(Graph graph, int index) {
        Operator gone = graph.operators().get(index);
        List<Operator> operators = new ArrayList<>(graph.operators());
        operators.remove(index);
        List<Integer> inputs = new ArrayList<>(graph.inputs());
        inputs.addAll(gone.outputs());
        List<Integer> outputs = new ArrayList<>(graph.outputs());
        outputs.removeAll(gone.outputs());
        if (outputs.isEmpty() && !operators.isEmpty()) {
            outputs.addAll(operators.get(operators.size() - 1).outputs());
        }
        return outputs.isEmpty() ? null : tidy(graph, operators, inputs, outputs);
    }

    /** Without inputs and tensors that nothing names. */
    private static Graph tidy(Graph graph, List<Operator> operators, List<Integer> inputs, List<Integer> outputs) {
        Set<Integer> needed = new HashSet<>(outputs);
        for (Operator operator : operators) {
            needed.addAll(operator.outputs());
            needed.addAll(operator.inputs());
        }
        List<Tensor> tensors = new ArrayList<>();
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < graph.tensors().size(); i++) {
            if (needed.contains(i)) {
                places.put(i, tensors.size());
                tensors.add(graph.tensor(i));
            }
        }
        return graph.with(
                tensors,
                operators.stream().map(operator -> operator.remap(places::get)).toList(),
                inputs.stream().filter(needed::contains).map(places::get).toList(),
                outputs.stream().map(places::get).toList());
    }
}
