// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.DataType;

/**
 * How near to each other two backends' values of a tensor must be: what is computed of integers alone is exact; floats
 * are close, and stay so until an operator makes much of a little.
 */
enum Closeness {
    /** The same bytes. */
    EXACT,
    /** Within a small part of the largest value. */
    CLOSE,
    /** Anything: a step function, a division or a rounding has seen what was only close. */
    FREE;

    /** What an operator does to floats. */
    enum Effect {
        /** Values stay what they are. */
        MOVES,
        /** Sums in any order; a small error stays small. */
        SMOOTH,
        /** A small error may become a large one. */
        STEEP
    }

    /** The closeness of every tensor of a graph. */
    static Closeness[] of(Graph graph) {
        Closeness[] levels = new Closeness[graph.tensors().size()];
        java.util.Arrays.fill(levels, EXACT);
        for (Operator operator : graph.operators()) {
            Closeness worst = operator.inputs().stream()
                    .map(i -> levels[i])
                    .max(Closeness::compareTo)
                    .orElse(EXACT);
            for (int output : operator.outputs()) {
                boolean integer = graph.tensor(output).type() != DataType.FLOAT32;
                levels[output] = integer
                        ? worst == EXACT ? EXACT : FREE
                        : switch (GrowthTable.ALL.effect(graph, operator)) {
                            case MOVES -> worst;
                            case SMOOTH -> worst == FREE ? FREE : CLOSE;
                            case STEEP -> worst == EXACT ? CLOSE : FREE;
                        };
            }
        }
        return levels;
    }
}
