// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EntropyTest {

    /**
     * TensorRT's entropy calibration, one step after the other as published: for each number of bins, build both
     * distributions, normalize them, sum p log(p / q), take the last of equal minima.
     *
     * @param strict whether the tail is added to the last bin even if that is empty, and may be of any size
     * @return the number of bins to keep
     */
    private static int bestBins(double[] counts, int stop, int levels, boolean strict) {
        double[] bins = counts.clone();
        bins[0] = bins[1];
        double best = Double.POSITIVE_INFINITY;
        int bestBins = 0;
        for (int i = levels; i <= stop; i++) {
            double beyond = Arrays.stream(bins, i, bins.length).sum();
            int last = i - 1;
            while (!strict && last > 0 && bins[last] == 0) {
                last--;
            }
            double[] p = Arrays.copyOf(bins, i);
            p[last] += beyond;
            double[] sums = new double[levels];
            int[] filled = new int[levels];
            for (int k = 0; k < i; k++) {
                sums[k * levels / i] += bins[k];
                filled[k * levels / i] += bins[k] > 0 ? 1 : 0;
            }
            double[] q = new double[i];
            for (int k = 0; k < i; k++) {
                q[k] = bins[k] > 0 ? sums[k * levels / i] / filled[k * levels / i] : 0;
            }
            double divergence = divergence(p, q);
            boolean allowed = strict || beyond <= 0.01 * Arrays.stream(bins).sum();
            if (allowed && divergence <= best) {
                best = divergence;
                bestBins = i;
            }
        }
        return bestBins;
    }

    private static double threshold(float[] values, int levels) {
        double width = Values.binWidth(values);
        double largest = 0;
        double[] bins = new double[2048];
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
            if (value != 0) {
                bins[(int) (Math.abs(value) / width)]++;
            }
        }
        return bestBins(bins, (int) (largest / width) + 1, levels, false) * width;
    }

    private static double divergence(double[] p, double[] q) {
        double sumP = Arrays.stream(p).sum();
        double sumQ = Arrays.stream(q).sum();
        double divergence = 0;
        for (int k = 0; k < p.length; k++) {
            if (p[k] > 0) {
                divergence += p[k] / sumP * Math.log(p[k] / sumP / (q[k] / sumQ));
            }
        }
        return divergence;
    }

    @ParameterizedTest
    @CsvSource({"MIRRORED, 128", "ONE_SIDED, 256", "NORMAL, 128", "LAPLACE, 128", "OUTLIER, 128", "BIMODAL, 128"})
    void isTheDefinitionWithinOneBin(Values distribution, int levels) {
        // Of a range that is not symmetric by itself, only where the grid is.
        IntegerGrid grid = distribution == Values.MIRRORED || distribution == Values.ONE_SIDED
                ? IntegerGrid.INT8
                : IntegerGrid.SYMMETRIC_INT8;
        float[] values = distribution.draw();
        Range range = new Entropy().range(Values.statistics(values), grid);
        double width = Values.binWidth(values);
        double expected = threshold(values, levels);
        double actual = Math.max(range.maximum(), -range.minimum());
        assertTrue(
                Math.abs(expected - actual) <= width, expected + " expected, got " + actual + ", bin width " + width);
    }

    /** Where no bin is empty and the tail is thin, there is nothing to depart from. */
    @ParameterizedTest
    @CsvSource({"70, 128", "100, 128", "150, 128", "100, 256", "150, 256"})
    void isTheStrictDefinitionOfSmoothHistograms(int decay, int levels) {
        long[] above = new long[Histogram.BINS];
        double[] bins = new double[Histogram.BINS];
        long count = 0;
        for (int k = 0; k < above.length; k++) {
            above[k] = 1 + Math.round(1e9 * Math.exp(-(double) k / decay));
            bins[k] = 2 * above[k];
            count += 2 * above[k];
        }
        boolean oneSided = levels == 256;
        TensorStatistics statistics = TensorStatistics.of(
                new Range(oneSided ? 0 : -2048, 2048),
                0,
                count,
                Histogram.of(0, oneSided ? new long[0] : above, above),
                List.of());
        int expected = bestBins(bins, 2048, levels, true);
        assertEquals(expected, new Entropy().range(statistics, IntegerGrid.INT8).maximum(), 1);
        assertTrue(expected < 2000, "the distribution is to be clipped, not kept: " + expected);
    }

    /** Outliers go, the bulk stays. */
    @Test
    void clipsAnOutlier() {
        Range range = new Entropy().range(Values.statistics(Values.OUTLIER.draw()), IntegerGrid.INT8);
        assertTrue(range.maximum() < 20 && range.maximum() > 3 && range.minimum() < -3, range.toString());
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinTheValuesAndKeepsMostOfThem(Values distribution) {
        float[] values = distribution.draw();
        TensorStatistics statistics = Values.statistics(values);
        Range range = new Entropy().range(statistics, IntegerGrid.INT8);
        assertTrue(range.minimum() >= statistics.range().minimum()
                && range.maximum() <= statistics.range().maximum());
        int kept = 0;
        for (float value : values) {
            kept += value >= range.minimum() && value <= range.maximum() ? 1 : 0;
        }
        assertTrue(kept > 0.95 * values.length, kept + " of " + values.length + " within " + range);
    }

    /** The short side costs little: the long one has nearly all levels, so that little needs to be clipped. */
    @Test
    void aSkewedRangeUsesTheLevelsOfTheWholeGrid() {
        TensorStatistics statistics = Values.statistics(Values.SKEWED.draw());
        Range skewed = new Entropy().range(statistics, IntegerGrid.INT8);
        Range symmetric = new Entropy().range(statistics, IntegerGrid.SYMMETRIC_INT8);
        assertTrue(skewed.maximum() >= symmetric.maximum(), skewed + " against " + symmetric);
        assertEquals(statistics.range().minimum(), skewed.minimum());
    }

    @Test
    void int16NeedsNoClipping() {
        TensorStatistics statistics = Values.statistics(Values.OUTLIER.draw());
        assertEquals(statistics.range(), new Entropy().range(statistics, IntegerGrid.INT16));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "0, 0", "-7, -7", "1e38, 1e38", "1e-45, 1e-45"})
    void constantsKeepTheirRange(float first, float second) {
        assertEquals(new Range(first, first), new Entropy().range(Values.statistics(first, second), IntegerGrid.INT8));
    }
}
