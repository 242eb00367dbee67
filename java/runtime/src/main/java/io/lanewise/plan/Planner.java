// SPDX-License-Identifier: Apache-2.0
package io.lanewise.plan;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;

/** Gives every tensor of a graph its place in an arena. */
public final class Planner {

    private Planner() {}

    /**
     * Lets tensors that are not alive at the same time share memory. A reshaped tensor shares its input's place, and
     * elementwise operators write over an input of theirs that nothing else needs, unless the arena is smaller if they do
     * not. Graph inputs keep their place through the whole run, so that a second run sees the same input.
     *
     * @throws ModelException if the arena would exceed 2^31 - 1 bytes
     */
    public static Plan plan(Graph graph) {
        Plan inPlace = place(graph, SharedPlaces.roots(graph, true));
        Plan apart = place(graph, SharedPlaces.roots(graph, false));
        return inPlace.arenaBytes() <= apart.arenaBytes() ? inPlace : apart;
    }

    /**
     * Gives every tensor a place of its own, so that all of them can be read after a run.
     *
     * @throws ModelException if the arena would exceed 2^31 - 1 bytes
     */
    public static Plan planKeepingAllTensors(Graph graph) {
        return place(graph, SharedPlaces.roots(graph), Lifetimes.endless(graph));
    }

    private static Plan place(Graph graph, int[] roots) {
        return place(graph, roots, Lifetimes.of(graph, roots));
    }

    private static Plan place(Graph graph, int[] roots, Lifetimes lifetimes) {
        GreedyBySize placement = new GreedyBySize(lifetimes);
        for (int tensor = 0; tensor < roots.length; tensor++) {
            if (roots[tensor] == tensor && lifetimes.isAlive(tensor)) {
                placement.add(tensor, align(graph.tensor(tensor).bytes()));
            }
        }
        long[] offsets = placement.offsets(roots.length);
        if (placement.end() > Integer.MAX_VALUE) {
            throw new ModelException(graph.name(), "needs an arena of " + placement.end()
                    + " bytes for its activations; at most 2^31 - 1 are supported, use a smaller batch or input");
        }
        int[] places = new int[roots.length];
        java.util.Arrays.setAll(places, tensor -> (int) offsets[roots[tensor]]);
        return new Plan(graph, places, (int) placement.end());
    }

    private static long align(long bytes) {
        return (bytes + Plan.ALIGNMENT - 1) / Plan.ALIGNMENT * Plan.ALIGNMENT;
    }
}
