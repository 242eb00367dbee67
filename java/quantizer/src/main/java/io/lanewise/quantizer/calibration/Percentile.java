// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.math.BigDecimal;

/**
 * Clips the outermost values: at most {@code 100 - percent} of every hundred. They are taken half from either end; from
 * one end alone where no value lies on the other side of 0, whose steps would be wasted otherwise; and by magnitude
 * where the grid is symmetric. Each end is the outer edge of the {@link Histogram} bin that holds the percentile.
 *
 * @param percent of the values to keep, above 50, at most 100; {@value #DEFAULT} is ONNX Runtime's
 */
public record Percentile(double percent) implements CalibrationMethod {
    /** ONNX Runtime's. */
    public static final double DEFAULT = 99.999;

    /** With {@link #DEFAULT}. */
    public Percentile() {
        this(DEFAULT);
    }

    /**
     * Checks the percentage.
     *
     * @param percent part of the values that the range covers
     * @throws IllegalArgumentException if it is not above 50 and at most 100
     */
    public Percentile {
        if (!(percent > 50 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is above 50 and at most 100, got " + percent);
        }
    }

    @Override
    public Range range(TensorStatistics statistics, IntegerGrid grid) {
        if (grid.symmetric()) {
            return statistics.within(magnitude(statistics.histogram(), clipped(statistics.count(), 1)));
        }
        long most = clipped(statistics.count(), statistics.oneSided() ? 1 : 2);
        Range all = statistics.range();
        double lower = all.minimum() >= 0 ? all.minimum() : -end(statistics, most, false);
        double upper = all.maximum() <= 0 ? all.maximum() : end(statistics, most, true);
        return statistics.within(lower, upper);
    }

    @Override
    public RequiredStatistics required() {
        return RequiredStatistics.NONE;
    }

    /** How many of {@code count} values to clip at each of so many ends; in decimals, since 100 - 99.9 is no double. */
    private long clipped(long count, int ends) {
        return BigDecimal.valueOf(100)
                .subtract(BigDecimal.valueOf(percent))
                .multiply(BigDecimal.valueOf(count))
                .divideToIntegralValue(BigDecimal.valueOf(100L * ends))
                .longValueExact();
    }

    /** The smallest edge, seen in the direction of the end, beyond which at most {@code most} values lie. */
    private static double end(TensorStatistics statistics, long most, boolean upper) {
        Histogram histogram = statistics.histogram();
        long left = most;
        for (int k = Histogram.BINS - 1; k >= 0; k--) {
            left -= upper ? histogram.above(k) : histogram.below(k);
            if (left < 0) {
                return (k + 1) * histogram.width();
            }
        }
        // Fewer values than that lie on this side: the range need not reach beyond 0.
        return 0;
    }

    private static double magnitude(Histogram histogram, long most) {
        long left = most;
        for (int k = Histogram.BINS - 1; k >= 0; k--) {
            left -= histogram.magnitude(k);
            if (left < 0) {
                return (k + 1) * histogram.width();
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return "percentile:" + percent;
    }
}
