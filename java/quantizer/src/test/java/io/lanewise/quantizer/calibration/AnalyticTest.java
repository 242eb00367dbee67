// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticTest {

    /** The optima that the authors of ACIQ give, in deviations (Gauss) and mean absolute deviations (Laplace). */
    @ParameterizedTest
    @CsvSource({
        "2, 1.71, 2.83",
        "3, 2.15, 3.89",
        "4, 2.55, 5.03",
        "5, 2.93, 6.20",
        "6, 3.28, 7.41",
        "7, 3.61, 8.64",
        "8, 3.92, 9.89"
    })
    void optimaAreThePublishedOnes(int bits, double gaussian, double laplace) {
        assertEquals(gaussian, OptimalClipping.gaussian(1 << bits), 0.01);
        assertEquals(laplace, OptimalClipping.laplace(1 << bits), 0.01);
    }

    @Test
    void gaussianOptimumToSixDigits() {
        assertEquals(3.92403714, OptimalClipping.gaussian(256), 1e-5);
    }

    @Test
    void clipsAtTheOptimumOfTheAssumedDistribution() {
        Range normal = new Analytic().range(Values.statistics(Values.NORMAL.draw()), IntegerGrid.INT8);
        assertEquals(3.924, normal.maximum(), 0.05);
        assertEquals(-3.924, normal.minimum(), 0.05);
        TensorStatistics laplace = Values.statistics(Values.LAPLACE.draw());
        // Of so few values hardly one is beyond 9.89, the optimum for 8 bits; that for 4 bits is 5.03.
        assertEquals(
                5.03,
                new Analytic().range(laplace, new IntegerGrid(-8, 7, false)).maximum(),
                0.05);
        assertEquals(
                Math.sqrt(2) * 3.924,
                new Analytic(Analytic.Distribution.GAUSSIAN)
                        .range(laplace, IntegerGrid.INT8)
                        .maximum(),
                0.1);
    }

    /** Half of a normal distribution has all levels: the optimum of 9 bits, 4.2. */
    @Test
    void oneSideAloneReachesFarther() {
        TensorStatistics statistics = Values.statistics(Values.ONE_SIDED.draw());
        Range range = new Analytic(Analytic.Distribution.GAUSSIAN).range(statistics, IntegerGrid.INT8);
        assertEquals(Math.min(OptimalClipping.gaussian(512), statistics.range().maximum()), range.maximum(), 0.05);
        assertEquals(0, range.minimum());
        assertEquals(
                3.924,
                new Analytic(Analytic.Distribution.GAUSSIAN)
                        .range(statistics, IntegerGrid.SYMMETRIC_INT8)
                        .maximum(),
                0.05);
    }

    @Test
    void clipsNoSideBeyondZero() {
        // Mean 100, deviation 0.03, but for one value: the range still begins at or below 0.
        float[] values = new float[1000];
        java.util.Arrays.fill(values, 100);
        values[0] = -1;
        Range range = new Analytic().range(Values.statistics(values), IntegerGrid.INT8);
        assertTrue(range.minimum() <= 0 && range.maximum() == 100, range.toString());
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "0, 0", "-7, -7", "1e38, 1e38", "1e-45, 1e-45"})
    void constantsKeepTheirRange(float first, float second) {
        assertEquals(new Range(first, first), new Analytic().range(Values.statistics(first, second), IntegerGrid.INT8));
    }
}
