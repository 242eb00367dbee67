// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The operators that a graph's outputs and variables depend on. */
final class NeededOperators {

    private NeededOperators() {}

    /** Those of {@code operators}, in their order, of whose results one is an output, a variable's, or leads to one. */
    static List<Operator> of(List<Operator> operators, List<Integer> outputs, List<Variable> variables) {
        Set<Integer> read = new HashSet<>(outputs);
        variables.forEach(variable -> read.add(variable.next()));
        List<Operator> needed = new ArrayList<>();
        for (int i = operators.size() - 1; i >= 0; i--) {
            if (operators.get(i).outputs().stream().anyMatch(read::contains)) {
                needed.add(operators.get(i));
                read.addAll(operators.get(i).inputs());
            }
        }
        Collections.reverse(needed);
        return needed;
    }
}
