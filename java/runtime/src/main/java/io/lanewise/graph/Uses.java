// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.Arrays;
import java.util.List;

/** Who writes and how many read each tensor. Whoever takes a graph's outputs reads them, and so do its variables. */
public final class Uses {
    /** The index of no operator. */
    public static final int NONE = -1;

    private final int[] producers;
    private final int[] readers;
    private final boolean[] used;

    /**
     * The uses of a graph's tensors.
     *
     * @param graph whose operators, outputs and variables read
     */
    public Uses(Graph graph) {
        this(graph.tensors().size(), graph.operators());
        for (int input : graph.inputs()) {
            used[input] = true;
        }
        read(graph.outputs());
        for (Variable variable : graph.variables()) {
            read(List.of(variable.next()));
            used[variable.tensor()] = true;
            if (variable.initial() != Variable.REAL_ZERO) {
                used[variable.initial()] = true;
            }
        }
    }

    /**
     * The uses of tensors by operators that are no graph yet.
     *
     * @param tensors how many there are
     * @param operators null for one that has become part of another
     */
    public Uses(int tensors, List<Operator> operators) {
        producers = new int[tensors];
        readers = new int[tensors];
        used = new boolean[tensors];
        Arrays.fill(producers, NONE);
        for (int i = 0; i < operators.size(); i++) {
            if (operators.get(i) != null) {
                read(operators.get(i).inputs());
                for (int output : operators.get(i).outputs()) {
                    producers[output] = i;
                    used[output] = true;
                }
            }
        }
    }

    private void read(List<Integer> tensors) {
        for (int tensor : tensors) {
            readers[tensor]++;
            used[tensor] = true;
        }
    }

    /**
     * {@return the index of the operator that writes a tensor; {@link #NONE} of constants, graph inputs and variables}
     *
     * @param tensor index of the tensor
     */
    public int producer(int tensor) {
        return producers[tensor];
    }

    /**
     * {@return how often a tensor is read: as an input of operators, as a graph output, as what a variable becomes}
     *
     * @param tensor index of the tensor
     */
    public int readers(int tensor) {
        return readers[tensor];
    }

    /**
     * {@return whether anything names a tensor}
     *
     * @param tensor index of the tensor
     */
    public boolean isUsed(int tensor) {
        return used[tensor];
    }
}
