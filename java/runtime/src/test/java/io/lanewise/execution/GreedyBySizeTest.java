// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.tensor.Activation;
import io.lanewise.testing.GraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks lie where the algorithm of the paper puts them, which compares each with all that were placed before it. */
class GreedyBySizeTest {

    @Test
    void placesAreThoseOfThePaper() {
        for (int seed = 0; seed < 300; seed++) {
            Network graph = Networks.unchecked(graph(new Random(seed)));
            int[] roots = SharedOffsets.roots(graph);
            for (Lifetimes lifetimes : List.of(Lifetimes.of(graph, roots), Lifetimes.endless(graph))) {
                GreedyBySize placement = new GreedyBySize(lifetimes);
                List<Integer> blocks = new ArrayList<>();
                for (int tensor = 0; tensor < roots.length; tensor++) {
                    if (lifetimes.isAlive(tensor)) {
                        placement.add(tensor, graph.tensor(tensor).bytes());
                        blocks.add(tensor);
                    }
                }
                assertArrayEquals(expected(graph, lifetimes, blocks), placement.offsets(roots.length), "seed " + seed);
            }
        }
    }

    private static long[] expected(Network graph, Lifetimes lifetimes, List<Integer> blocks) {
        long[] offsets = new long[graph.tensors().size()];
        Arrays.fill(offsets, -1);
        blocks.sort(Comparator.comparingLong(
                        (Integer tensor) -> graph.tensor(tensor).bytes())
                .reversed());
        List<Integer> placed = new ArrayList<>();
        for (int block : blocks) {
            long size = graph.tensor(block).bytes();
            long best = -1;
            long bestSize = Long.MAX_VALUE;
            long free = 0;
            for (int other : placed) {
                boolean together = lifetimes.first(block) <= lifetimes.last(other)
                        && lifetimes.first(other) <= lifetimes.last(block);
                if (together) {
                    long gap = offsets[other] - free;
                    if (gap >= size && gap < bestSize) {
                        best = free;
                        bestSize = gap;
                    }
                    free = Math.max(free, offsets[other] + graph.tensor(other).bytes());
                }
            }
            offsets[block] = best >= 0 ? best : free;
            placed.add(block);
            placed.sort(Comparator.comparingLong(tensor -> offsets[tensor]));
        }
        return offsets;
    }

    /** Sums of earlier values, near and far. */
    private static Graph graph(Random random) {
        GraphBuilder graph = new GraphBuilder("random");
        int last = graph.int8Input(null, elements(random));
        for (int i = random.nextInt(60); i >= 0; i--) {
            int far = random.nextInt(3) == 0 ? random.nextInt(graph.size()) : Math.max(0, last - random.nextInt(4));
            boolean relu = random.nextBoolean();
            int output = graph.int8(null, elements(random));
            last = graph.apply(
                    relu ? new Relu(far, output, Activation.RELU) : new Add(last, far, output, Activation.NONE));
        }
        return graph.build(last);
    }

    private static int elements(Random random) {
        return 1 + random.nextInt(random.nextBoolean() ? 8 : 200);
    }
}
