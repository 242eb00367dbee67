// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import io.lanewise.instructions.Step;
import java.util.Arrays;

/** From which step to which, both included, each tensor's memory holds its value. */
final class Lifetimes {
    private static final int BEFORE_ALL = -1;
    private static final int NEVER = Integer.MAX_VALUE;

    private final int steps;
    private final int[] first;
    private final int[] last;

    private Lifetimes(int tensors, int steps) {
        this.steps = steps;
        first = new int[tensors];
        last = new int[tensors];
        Arrays.fill(first, NEVER);
        Arrays.fill(last, NEVER);
    }

    /**
     * Lifetimes where {@code roots[t]} stands for t. Inputs, variables and constants that are read as activations live
     * always, outputs to the end.
     */
    static Lifetimes of(Network network, int[] roots) {
        Lifetimes lifetimes = new Lifetimes(roots.length, network.steps().size());
        int afterAll = network.steps().size();
        for (int input : network.inputs()) {
            lifetimes.extend(input, BEFORE_ALL, afterAll);
        }
        for (int variable : network.variables()) {
            lifetimes.extend(variable, BEFORE_ALL, afterAll);
        }
        for (int i = 0; i < network.steps().size(); i++) {
            Step step = network.steps().get(i);
            for (int input : step.inputs()) {
                lifetimes.read(network, input, roots[input], i);
            }
            for (int output : step.outputs()) {
                lifetimes.extend(roots[output], i, i);
            }
        }
        for (int output : network.outputs()) {
            lifetimes.read(network, output, roots[output], afterAll);
        }
        return lifetimes;
    }

    /** The same tensors, all alive always. */
    static Lifetimes endless(Network network) {
        int[] roots = new int[network.tensors().size()];
        Arrays.setAll(roots, tensor -> tensor);
        Lifetimes lifetimes = of(network, roots);
        for (int tensor = 0; tensor < roots.length; tensor++) {
            if (lifetimes.isAlive(tensor)) {
                lifetimes.extend(tensor, BEFORE_ALL, network.steps().size());
            }
        }
        return lifetimes;
    }

    /** Whether the tensor needs memory at all. */
    boolean isAlive(int tensor) {
        return first[tensor] != NEVER;
    }

    /** How many times there are: before all steps, that of each, and after all. */
    int times() {
        return steps + 2;
    }

    /** The first time at which a tensor that is alive holds its value, from 0 to below {@link #times}. */
    int first(int tensor) {
        return first[tensor] - BEFORE_ALL;
    }

    /** The last such time. */
    int last(int tensor) {
        return last[tensor] - BEFORE_ALL;
    }

    private void read(Network network, int tensor, int root, int when) {
        extend(
                root,
                network.tensor(tensor).isConstant() ? BEFORE_ALL : when,
                network.tensor(tensor).isConstant() ? network.steps().size() : when);
    }

    private void extend(int tensor, int from, int to) {
        first[tensor] = isAlive(tensor) ? Math.min(first[tensor], from) : from;
        last[tensor] = last[tensor] == NEVER ? to : Math.max(last[tensor], to);
    }
}
