// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Operators of a float graph that follow each other, of whose values later ones read one alone: a layer, or a residual
 * block.
 *
 * @param inputs what they read that others write
 * @param outputs what later ones read, or the graph's
 */
record Block(List<Integer> inputs, List<Integer> outputs) {

    /** The smallest blocks with weights, in their order; what follows the last weights is in none. */
    static List<Block> of(Graph graph) {
        int[] lastReader = new int[graph.tensors().size()];
        Arrays.fill(lastReader, -1);
        for (int i = 0; i < graph.operators().size(); i++) {
            for (int input : graph.operators().get(i).inputs()) {
                lastReader[input] = i;
            }
        }
        graph.outputs().forEach(output -> lastReader[output] = graph.operators().size());
        List<Block> blocks = new ArrayList<>();
        List<Integer> inputs = graph.inputs();
        Set<Integer> live = new TreeSet<>(inputs);
        boolean weights = false;
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            int done = i;
            live.addAll(operator.outputs());
            live.removeIf(tensor -> lastReader[tensor] <= done);
            weights |= operator instanceof WeightedOperator;
            boolean last = i + 1 == graph.operators().size();
            if (weights && (last || isOneReal(graph, live))) {
                List<Integer> before = inputs;
                List<Integer> outputs = last
                        ? graph.outputs().stream()
                                .filter(output -> !before.contains(output))
                                .toList()
                        : List.copyOf(live);
                blocks.add(new Block(inputs, outputs));
                inputs = outputs;
                weights = false;
            }
        }
        return blocks;
    }

    private static boolean isOneReal(Graph graph, Set<Integer> live) {
        return live.size() == 1 && graph.tensor(live.iterator().next()).isReal();
    }

    /** The part of a graph that computes some tensors from some others, as a graph with the same tensors. */
    static Graph part(Graph graph, List<Integer> inputs, List<Integer> outputs) {
        Set<Integer> wanted = new HashSet<>(outputs);
        List<Operator> operators = new ArrayList<>();
        wanted.removeAll(inputs);
        for (int i = graph.operators().size() - 1; i >= 0; i--) {
            Operator operator = graph.operators().get(i);
            if (operator.outputs().stream().anyMatch(wanted::contains)) {
                operators.add(operator);
                wanted.addAll(operator.inputs());
                wanted.removeAll(inputs);
            }
        }
        Collections.reverse(operators);
        return graph.with(graph.tensors(), operators, inputs, outputs);
    }
}
