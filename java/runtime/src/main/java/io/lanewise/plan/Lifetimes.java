// SPDX-License-Identifier: Apache-2.0
package io.lanewise.plan;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import java.util.Arrays;

/** From which operator to which, both included, each tensor's memory holds its value. */
final class Lifetimes {
    private static final int BEFORE_ALL = -1;
    private static final int NEVER = Integer.MAX_VALUE;

    private final int operators;
    private final int[] first;
    private final int[] last;

    private Lifetimes(int tensors, int operators) {
        this.operators = operators;
        first = new int[tensors];
        last = new int[tensors];
        Arrays.fill(first, NEVER);
        Arrays.fill(last, NEVER);
    }

    /**
     * Lifetimes where {@code roots[t]} stands for t. Graph inputs and constants that are read as activations live
     * always, graph outputs to the end.
     */
    static Lifetimes of(Graph graph, int[] roots) {
        Lifetimes lifetimes = new Lifetimes(roots.length, graph.operators().size());
        int afterAll = graph.operators().size();
        for (int input : graph.inputs()) {
            lifetimes.extend(input, BEFORE_ALL, afterAll);
        }
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            for (int input : operator.activations()) {
                lifetimes.read(graph, input, roots[input], i);
            }
            lifetimes.extend(roots[operator.output()], i, i);
        }
        for (int output : graph.outputs()) {
            lifetimes.read(graph, output, roots[output], afterAll);
        }
        return lifetimes;
    }

    /** The same tensors, all alive always. */
    static Lifetimes endless(Graph graph) {
        int[] roots = new int[graph.tensors().size()];
        Arrays.setAll(roots, tensor -> tensor);
        Lifetimes lifetimes = of(graph, roots);
        for (int tensor = 0; tensor < roots.length; tensor++) {
            if (lifetimes.isAlive(tensor)) {
                lifetimes.extend(tensor, BEFORE_ALL, graph.operators().size());
            }
        }
        return lifetimes;
    }

    /** Whether the tensor needs memory at all. */
    boolean isAlive(int tensor) {
        return first[tensor] != NEVER;
    }

    /** How many times there are: before all operators, that of each, and after all. */
    int times() {
        return operators + 2;
    }

    /** The first time at which a tensor that is alive holds its value, from 0 to below {@link #times}. */
    int first(int tensor) {
        return first[tensor] - BEFORE_ALL;
    }

    /** The last such time. */
    int last(int tensor) {
        return last[tensor] - BEFORE_ALL;
    }

    private void read(Graph graph, int tensor, int root, int when) {
        extend(root, graph.tensor(tensor).isConstant() ? BEFORE_ALL : when,
                graph.tensor(tensor).isConstant() ? graph.operators().size() : when);
    }

    private void extend(int tensor, int from, int to) {
        first[tensor] = isAlive(tensor) ? Math.min(first[tensor], from) : from;
        last[tensor] = last[tensor] == NEVER ? to : Math.max(last[tensor], to);
    }
}
