// SPDX-License-Identifier: Apache-2.0
package io.lanewise.plan;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Reshape;

/** Gives every tensor of a graph its place in an arena. */
public final class Planner {

    private Planner() {}

    /**
     * Lets tensors that are not alive at the same time share memory. A reshaped tensor shares its input's place. Graph
     * inputs keep their place through the whole run, so that a second run sees the same input.
     *
     * @throws ModelException if the arena would exceed 2^31 - 1 bytes
     */
    public static Plan plan(Graph graph) {
        int[] roots = roots(graph);
        return place(graph, roots, Lifetimes.of(graph, roots));
    }

    /**
     * Gives every tensor a place of its own, so that all of them can be read after a run.
     *
     * @throws ModelException if the arena would exceed 2^31 - 1 bytes
     */
    public static Plan planKeepingAllTensors(Graph graph) {
        int[] roots = new int[graph.tensors().size()];
        java.util.Arrays.setAll(roots, tensor -> tensor);
        return place(graph, roots, Lifetimes.endless(graph));
    }

    /** For each tensor the one whose memory it has: itself, or the tensor that it is a reshape of. */
    private static int[] roots(Graph graph) {
        int[] roots = new int[graph.tensors().size()];
        java.util.Arrays.setAll(roots, tensor -> tensor);
        for (Operator operator : graph.operators()) {
            if (operator instanceof Reshape reshape
                    && graph.tensor(reshape.input()).bytes() == graph.tensor(reshape.output()).bytes()) {
                roots[reshape.output()] = roots[reshape.input()];
            }
        }
        return roots;
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
