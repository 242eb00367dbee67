// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import io.lanewise.graph.ModelException;

/** Gives every tensor of a network its offset in an arena. */
public final class Planner {

    private Planner() {}

    /**
     * Lets tensors that are not alive at the same time share memory. A reshaped tensor shares its input's offset, and
     * elementwise operators write over an input of theirs that nothing else needs, unless the arena is smaller if they
     * do not. Inputs and variables keep their memory through the whole run, so that a second run sees the same input.
     *
     * @throws ModelException if the arena would exceed 2^31 - 1 bytes
     */
    public static Plan plan(Network network) {
        Plan inPlace = place(network, SharedOffsets.roots(network, true));
        Plan apart = place(network, SharedOffsets.roots(network, false));
        return inPlace.arenaBytes() <= apart.arenaBytes() ? inPlace : apart;
    }

    /**
     * Gives every tensor memory of its own, so that all of them can be read after a run.
     *
     * @throws ModelException if the arena would exceed 2^31 - 1 bytes
     */
    public static Plan planKeepingAllTensors(Network network) {
        return place(network, SharedOffsets.roots(network), Lifetimes.endless(network));
    }

    private static Plan place(Network network, int[] roots) {
        return place(network, roots, Lifetimes.of(network, roots));
    }

    private static Plan place(Network network, int[] roots, Lifetimes lifetimes) {
        GreedyBySize placement = new GreedyBySize(lifetimes);
        for (int tensor = 0; tensor < roots.length; tensor++) {
            if (roots[tensor] == tensor && lifetimes.isAlive(tensor)) {
                placement.add(tensor, align(network.tensor(tensor).bytes()));
            }
        }
        long[] offsets = placement.offsets(roots.length);
        if (placement.end() > Integer.MAX_VALUE) {
            throw new ModelException(
                    network.name(),
                    "needs an arena of " + placement.end()
                            + " bytes for its activations; at most 2^31 - 1 are supported, use a smaller"
                            + " batch or input");
        }
        int[] byteOffsets = new int[roots.length];
        java.util.Arrays.setAll(byteOffsets, tensor -> (int) offsets[roots[tensor]]);
        return new Plan(network, byteOffsets, (int) placement.end());
    }

    private static long align(long bytes) {
        return (bytes + Plan.ALIGNMENT - 1) / Plan.ALIGNMENT * Plan.ALIGNMENT;
    }
}
