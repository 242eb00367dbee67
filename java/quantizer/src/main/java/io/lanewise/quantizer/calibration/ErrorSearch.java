// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * Finds the range with the least {@link MeanSquaredError}. Errors are in units of bin widths; bins stand at their
 * middle.
 */
final class ErrorSearch {
    private final TensorStatistics statistics;
    private final IntegerGrid grid;
    private final Side below;
    private final Side above;
    private final double values;

    /**
     * Candidates on one side of 0: reaching over i bins loses {@code clipped[i]} values and costs {@code error[i]} for
     * them.
     */
    private record Side(double[] clipped, double[] error) {

        static Side of(long[] bins) {
            double[] clipped = new double[bins.length + 1];
            double[] error = new double[bins.length + 1];
            double distances = 0;
            for (int i = bins.length - 1; i >= 0; i--) {
                // Values beyond edge i + 1 get one width farther away; those of bin i are half a width away.
                error[i] = error[i + 1] + 2 * distances + clipped[i + 1] + 0.25 * bins[i];
                distances += clipped[i + 1] + 0.5 * bins[i];
                clipped[i] = clipped[i + 1] + bins[i];
            }
            return new Side(clipped, error);
        }

        int length() {
            return clipped.length;
        }
    }

    ErrorSearch(TensorStatistics statistics, IntegerGrid grid) {
        this.statistics = statistics;
        this.grid = grid;
        Histogram histogram = statistics.histogram();
        long[] negative = histogram.filled(false);
        long[] positive = histogram.filled(true);
        if (grid.symmetric()) {
            long[] magnitudes = new long[Math.max(negative.length, positive.length)];
            for (int k = 0; k < magnitudes.length; k++) {
                magnitudes[k] = histogram.magnitude(k);
            }
            negative = new long[0];
            positive = magnitudes;
        }
        this.below = Side.of(negative);
        this.above = Side.of(positive);
        this.values = statistics.count() - statistics.zeros();
    }

    Range range() {
        int bestBelow = 0;
        int bestAbove = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < below.length(); i++) {
            for (int k = 0; k < above.length(); k++) {
                double step = (grid.symmetric() ? 2.0 * k : i + k) / grid.steps();
                double inside = values - below.clipped[i] - above.clipped[k];
                double error = inside * step * step / 12 + below.error[i] + above.error[k];
                // Of equal ones the widest.
                if (error <= least) {
                    least = error;
                    bestBelow = i;
                    bestAbove = k;
                }
            }
        }
        double width = statistics.histogram().width();
        return grid.symmetric()
                ? statistics.within(bestAbove * width)
                : statistics.within(-bestBelow * width, bestAbove * width);
    }
}
