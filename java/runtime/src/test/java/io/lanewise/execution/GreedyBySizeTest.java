// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
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
            int[] roots = SharedPlaces.roots(graph);
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
        blocks.sort(Comparator.comparingLong((Integer tensor) -> graph.tensor(tensor).bytes()).reversed());
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
        List<Tensor> tensors = new ArrayList<>(List.of(bytes(random)));
        List<Operator> operators = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            int last = tensors.size() - 1;
            int far = random.nextInt(3) == 0 ? random.nextInt(tensors.size()) : Math.max(0, last - random.nextInt(4));
            operators.add(random.nextBoolean() ? new Relu(far, last + 1, Activation.RELU)
                    : new Add(last, far, last + 1, Activation.NONE));
            tensors.add(bytes(random));
        }
        return new Graph("random", tensors, operators, List.of(0), List.of(tensors.size() - 1));
    }

    private static Tensor bytes(Random random) {
        return new Tensor("", DataType.INT8, Shape.of(1 + random.nextInt(random.nextBoolean() ? 8 : 200)), null, null);
    }
}
