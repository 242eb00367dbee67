// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Step;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;

/**
 * Which tensors have one offset: a reshaped tensor has its input's, and an elementwise instruction can write over an
 * input that nothing reads afterwards. The tensor that stands for all of an offset, the first one, is their root.
 */
final class SharedOffsets {
    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Network network;
    private final int[] roots;
    /** Position of the last step that reads what lies at a root's offset, as far as sharing is known. */
    private final int[] lastRead;

    private SharedOffsets(Network network) {
        this.network = network;
        this.roots = roots(network);
        this.lastRead = lastReads(network);
    }

    /** Nothing is shared: each tensor is its own root. */
    static int[] roots(Network network) {
        int[] roots = new int[network.tensors().size()];
        Arrays.setAll(roots, tensor -> tensor);
        return roots;
    }

    /** Roots where reshaped tensors share and, if {@code overwriting}, elementwise instructions run in place. */
    static int[] roots(Network network, boolean overwriting) {
        SharedOffsets shared = new SharedOffsets(network);
        for (int i = 0; i < network.steps().size(); i++) {
            Step step = network.steps().get(i);
            InPlace inPlace = step.instruction().inPlace();
            if (inPlace == InPlace.SAME_VALUES) {
                shared.shareIfFree(step.inputs().get(0), step.outputs().get(0));
            } else if (overwriting && inPlace == InPlace.OVERWRITES) {
                shared.overwrite(step, i);
            }
        }
        return shared.roots;
    }

    private static int[] lastReads(Network network) {
        int[] last = new int[network.tensors().size()];
        Arrays.fill(last, -1);
        for (int i = 0; i < network.steps().size(); i++) {
            for (int input : network.steps().get(i).inputs()) {
                last[input] = i;
            }
        }
        network.outputs().forEach(output -> last[output] = ALWAYS);
        network.inputs().forEach(input -> last[input] = ALWAYS);
        network.variables().forEach(variable -> last[variable] = ALWAYS);
        for (int i = 0; i < last.length; i++) {
            last[i] = network.tensor(i).isConstant() ? ALWAYS : last[i];
        }
        return last;
    }

    private void overwrite(Step step, int position) {
        int output = step.outputs().get(0);
        for (int input : step.inputs()) {
            if (lastRead[roots[input]] == position && shareIfFree(input, output)) {
                return;
            }
        }
    }

    /** A variable has memory of its own, where its value waits for the next run. */
    private boolean shareIfFree(int input, int output) {
        Tensor from = network.tensor(input);
        Tensor to = network.tensor(output);
        if (from.type() != to.type()
                || from.bytes() != to.bytes()
                || network.variables().contains(output)) {
            return false;
        }
        int root = roots[input];
        roots[output] = root;
        lastRead[root] = Math.max(lastRead[root], lastRead[output]);
        return true;
    }
}
