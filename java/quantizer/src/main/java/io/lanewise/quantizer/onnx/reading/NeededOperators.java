// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The operators that a graph's outputs depend on. */
final class NeededOperators {

    private NeededOperators() {
    }

    /** Those of {@code operators}, in their order, whose results are outputs or lead to one. */
    static List<Operator> of(List<Operator> operators, Collection<Integer> outputs) {
        Set<Integer> read = new HashSet<>(outputs);
        List<Operator> needed = new ArrayList<>();
        for (int i = operators.size() - 1; i >= 0; i--) {
            if (read.contains(operators.get(i).output())) {
                needed.add(operators.get(i));
                read.addAll(operators.get(i).inputs());
            }
        }
        Collections.reverse(needed);
        return needed;
    }
}
