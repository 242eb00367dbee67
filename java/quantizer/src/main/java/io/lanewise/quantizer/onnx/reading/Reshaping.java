// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A reshape as splits of dimensions and merges of neighbours, by way of the factors that both shapes are products of. A
 * split can be done wherever the dimension lies; parts to be merged must lie side by side in memory, else one transpose
 * brings them there. So an NHWC value is flattened, shuffled or unfolded with at most one transpose, and stays NHWC
 * where it can.
 *
 * @param factors sizes of the parts, in ONNX's order
 * @param sources which input dimension each is a part of
 * @param targets which output dimension each becomes a part of
 * @param dims the output's sizes
 */
record Reshaping(int[] factors, int[] sources, int[] targets, int[] dims) {

    /** How to get from one shape to another; empty if their products do not refine each other, as of 4x6 and 6x4. */
    static Optional<Reshaping> of(int[] from, int[] to) {
        List<int[]> parts = new ArrayList<>();
        int i = 0;
        int j = 0;
        int left = from.length > 0 ? from[0] : 1;
        int right = to.length > 0 ? to[0] : 1;
        while (i < from.length && j < to.length) {
            int part = Math.min(left, right);
            if (part == 0 || left % part != 0 || right % part != 0) {
                return Optional.empty();
            }
            parts.add(new int[] {part, i, j});
            left /= part;
            right /= part;
            boolean nextLeft = left == 1;
            boolean nextRight = right == 1;
            if (nextLeft && ++i < from.length) {
                left = from[i];
            }
            if (nextRight && ++j < to.length) {
                right = to[j];
            }
        }
        // What is left over are sizes of 1.
        for (; i < from.length; i++) {
            parts.add(new int[] {1, i, to.length - 1});
        }
        for (; j < to.length; j++) {
            parts.add(new int[] {1, from.length - 1, j});
        }
        boolean possible = from.length > 0 && to.length > 0;
        return possible
                ? Optional.of(new Reshaping(column(parts, 0), column(parts, 1), column(parts, 2), to))
                : Optional.empty();
    }

    private static int[] column(List<int[]> parts, int column) {
        return parts.stream().mapToInt(part -> part[column]).toArray();
    }

    Computed apply(Emission emission, Computed from) {
        int[] positions = positions(from);
        int[] target = target(positions);
        boolean[] ones = new boolean[factors.length];
        for (int part = 0; part < ones.length; part++) {
            ones[part] = factors[part] == 1;
        }
        int[] largePositions = Orders.without(positions, ones);
        int[] largeTarget = Orders.without(target, ones);
        Computed laid = from;
        if (!java.util.Arrays.equals(largePositions, largeTarget)) {
            int[] large = IntStream.of(factors).filter(factor -> factor != 1).toArray();
            laid = emission.ordered(emission.viewed(from, large, largePositions), largeTarget);
        }
        return emission.viewed(laid, dims, order(target));
    }

    /** Where each part lies once the input's dimensions are split: by its dimension's position, then ONNX's order. */
    private int[] positions(Computed from) {
        int[] sorted = IntStream.range(0, factors.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer part) -> from.order()[sources[part]])
                        .thenComparingInt(part -> part))
                .mapToInt(part -> part)
                .toArray();
        return Orders.inverse(sorted);
    }

    /** Where each part has to lie: outputs by where their first large part lies, their parts in ONNX's order. */
    private int[] target(int[] positions) {
        int[] first = firsts(positions);
        int[] sorted = IntStream.range(0, factors.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer part) -> first[targets[part]])
                        .thenComparingInt(part -> targets[part])
                        .thenComparingInt(part -> part))
                .mapToInt(part -> part)
                .toArray();
        return Orders.inverse(sorted);
    }

    private int[] firsts(int[] positions) {
        int[] first = new int[dims.length];
        java.util.Arrays.fill(first, -1);
        for (int part = 0; part < factors.length; part++) {
            int output = targets[part];
            if (first[output] < 0 || factors[part] != 1 && dims[output] != 1 && isOnes(output, part)) {
                first[output] = positions[part];
            }
        }
        return first;
    }

    /** Whether all parts of an output before this one are of size 1. */
    private boolean isOnes(int output, int part) {
        return IntStream.range(0, part).filter(p -> targets[p] == output).allMatch(p -> factors[p] == 1);
    }

    private int[] order(int[] target) {
        int[] first = new int[dims.length];
        java.util.Arrays.fill(first, Integer.MAX_VALUE);
        for (int part = 0; part < factors.length; part++) {
            first[targets[part]] = Math.min(first[targets[part]], target[part]);
        }
        int[] sorted = IntStream.range(0, dims.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer d) -> first[d]))
                .mapToInt(d -> d)
                .toArray();
        return Orders.inverse(sorted);
    }
}
