// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rounds each weight of one sum up or down so that the sum's mean squared error is small: with rounding errors d and
 * second moments H of the inputs that is dᵀ H d (Nagel et al., Up or Down? Adaptive Rounding for Post-Training
 * Quantization, 2020, section 3). From the nearest integers on, the weight goes to its other side that lowers the error
 * most; where no weight does alone, two together.
 */
final class RoundingSearch {
    /**
     * Nearer than this to one side, a weight is an integer: the largest one, which the scale comes from, must stay so.
     */
    private static final double OTHER_SIDE = 0.999;
    /** Pairs are sought among so many weights that cost least alone. */
    private static final int CANDIDATES = 64;

    private static final int MOST_FLIPS_EACH = 10;

    private final double[] moments;
    private final int depth;
    private final int maximum;
    /** In steps. */
    private final double[] weights;

    private final double[] scales;
    private final int[] rounded;
    /** Half the error's derivative by each weight: H d. */
    private final double[] slopes;

    private RoundingSearch(double[] exact, double[] scales, double[] moments, int maximum) {
        this.moments = moments;
        this.depth = exact.length;
        this.maximum = maximum;
        this.weights = new double[depth];
        this.scales = scales;
        this.rounded = new int[depth];
        this.slopes = new double[depth];
        for (int i = 0; i < depth; i++) {
            weights[i] = exact[i] / scales[i];
            rounded[i] = clamp(Math.round(weights[i]));
            addColumn(i, rounded[i] - weights[i]);
        }
    }

    /**
     * The integers.
     *
     * @param exact the weights
     * @param scales of each the step
     * @param moments symmetric, as many rows and columns as there are weights
     * @param maximum largest magnitude of an integer
     */
    static int[] round(double[] exact, double[] scales, double[] moments, int maximum) {
        RoundingSearch search = new RoundingSearch(exact, scales, moments, maximum);
        // Each flip lowers the error, so this ends by itself; rounding of sums that are all but equal might go in a
        // circle.
        for (int flips = 0; flips < MOST_FLIPS_EACH * exact.length; flips++) {
            if (!search.flipOne() && !search.flipTwo()) {
                break;
            }
        }
        return search.rounded;
    }

    private boolean flipOne() {
        int best = 0;
        for (int i = 1; i < depth; i++) {
            best = change(i) < change(best) ? i : best;
        }
        return change(best) < 0 && flip(best);
    }

    private boolean flipTwo() {
        double[] changes = IntStream.range(0, depth).mapToDouble(this::change).toArray();
        int[] cheapest = IntStream.range(0, depth)
                .filter(i -> step(i) != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> changes[i]))
                .limit(CANDIDATES)
                .mapToInt(Integer::intValue)
                .toArray();
        double least = 0;
        int[] best = {};
        for (int i : cheapest) {
            for (int j : cheapest) {
                double change = changes[i] + changes[j] + 2 * move(i) * move(j) * moments[i * depth + j];
                if (i < j && change < least) {
                    least = change;
                    best = new int[] {i, j};
                }
            }
        }
        Arrays.stream(best).forEach(this::flip);
        return best.length > 0;
    }

    /** What the error changes by if a weight goes to its other side. */
    private double change(int i) {
        double move = move(i);
        return move * (2 * slopes[i] + move * moments[i * depth + i]);
    }

    private double move(int i) {
        return step(i) * scales[i];
    }

    /** To the other side of a weight: 1, -1, or 0 where there is none. */
    private int step(int i) {
        int other = clamp(rounded[i] > weights[i] ? rounded[i] - 1 : rounded[i] + 1);
        return Math.abs(other - weights[i]) < OTHER_SIDE ? other - rounded[i] : 0;
    }

    private boolean flip(int i) {
        int step = step(i);
        rounded[i] += step;
        addColumn(i, step);
        return true;
    }

    private void addColumn(int column, double steps) {
        double factor = steps * scales[column];
        for (int i = 0; i < depth && factor != 0; i++) {
            slopes[i] += factor * moments[column * depth + i];
        }
    }

    private int clamp(long q) {
        return (int) Math.max(-maximum, Math.min(maximum, q));
    }
}
