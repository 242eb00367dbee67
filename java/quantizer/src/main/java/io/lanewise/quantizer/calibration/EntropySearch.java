// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * For each candidate of i bins: reference P = the first i bins, everything beyond added to the last of them; Q = the
 * first i bins alone, merged into levels and each level's count spread evenly over its bins that are not empty. The
 * divergence is sum(P log(P / Q)) with both normalized. Of equal minima the widest is taken. The bin next to 0 counts
 * as many as its neighbour, since values there cost nothing to clip.
 *
 * <p>Two departures, where the definition goes astray. If the last bin is empty, what lies beyond is added to the last
 * one before it that is not: the definition has an infinite divergence there and keeps outliers that lie alone. And no
 * candidate clips more than {@value #MOST_CLIPPED} of the values: with nearly all of them in the last bin, P and Q are
 * alike again.
 *
 * <p>Sums over bins are differences of running sums, so that a candidate costs as many steps as it has levels.
 */
final class EntropySearch {
    private static final double MOST_CLIPPED = 0.01;

    private final TensorStatistics statistics;
    private final IntegerGrid grid;
    private final double width;
    private final int end;
    private final double[] bins;
    /** Running sums before each bin: counts, bins not empty, and count * log(count). */
    private final double[] counts;

    private final int[] filled;
    private final double[] entropies;
    /** The last bin before each that is not empty. */
    private final int[] lastFilled;

    EntropySearch(TensorStatistics statistics, IntegerGrid grid) {
        this.statistics = statistics;
        this.grid = grid;
        Histogram histogram = statistics.histogram();
        this.width = histogram.width();
        int used = Histogram.BINS;
        while (used > 0 && histogram.magnitude(used - 1) == 0) {
            used--;
        }
        this.end = used;
        this.bins = new double[end];
        this.counts = new double[end + 1];
        this.filled = new int[end + 1];
        this.entropies = new double[end + 1];
        this.lastFilled = new int[end + 1];
        for (int k = 0; k < end; k++) {
            bins[k] = histogram.magnitude(k == 0 && end > 1 ? 1 : k);
            counts[k + 1] = counts[k] + bins[k];
            filled[k + 1] = filled[k] + (bins[k] > 0 ? 1 : 0);
            entropies[k + 1] = entropies[k] + (bins[k] > 0 ? bins[k] * Math.log(bins[k]) : 0);
            lastFilled[k + 1] = bins[k] > 0 ? k : lastFilled[k];
        }
    }

    /** The magnitude at which to clip. */
    double threshold() {
        int best = end;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= end; i++) {
            int levels = levels(i);
            if (i >= levels && counts[i] >= (1 - MOST_CLIPPED) * counts[end]) {
                double divergence = divergence(i, levels);
                if (divergence <= least) {
                    least = divergence;
                    best = i;
                }
            }
        }
        return best * width;
    }

    /** How many of the grid's integers magnitudes up to i bins get, when the range is clipped there. */
    private int levels(int i) {
        double threshold = i * width;
        Range range = statistics.within(threshold);
        double below = Math.max(0, -(double) range.minimum());
        double above = Math.max(0, (double) range.maximum());
        double longer = Math.max(below, above);
        double all = grid.symmetric() ? 2 * longer : below + above;
        return (int) Math.ceil((grid.steps() + 1.0) * longer / all);
    }

    /** Of a candidate of i bins, i at least the number of levels. */
    private double divergence(int i, int levels) {
        double total = counts[end];
        double inside = counts[i];
        double last = bins[lastFilled[i]] + total - inside;
        double cross = 0;
        for (int level = 0; level < levels; level++) {
            // Bin k belongs to level floor(k * levels / i).
            int from = ceilDiv((long) level * i, levels);
            int to = ceilDiv((level + 1L) * i, levels);
            double count = counts[to] - counts[from];
            if (count > 0) {
                double clipped = from <= lastFilled[i] && lastFilled[i] < to ? total - inside : 0;
                cross += (count + clipped) * Math.log(count / (filled[to] - filled[from]));
            }
        }
        double own = entropies[lastFilled[i]] + last * Math.log(last);
        return (own - cross) / total - Math.log(total) + Math.log(inside);
    }

    private static int ceilDiv(long dividend, int divisor) {
        return (int) ((dividend + divisor - 1) / divisor);
    }
}
