// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against sorting all values. */
class PercentileTest {

    @ParameterizedTest
    @EnumSource
    void isTheSortedValueWithinOneBin(Values distribution) {
        float[] values = distribution.draw();
        double width = Values.binWidth(values);
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double percent : new double[] {99, 99.9, 99.99, 99.999, 100}) {
            Range range = new Percentile(percent).range(Values.statistics(values), IntegerGrid.INT8);
            // 100,000 x (100 - percent) is whole.
            long clipped = Math.round((100 - percent) * 1000) * values.length;
            boolean oneSided = sorted[0] >= 0;
            int most = (int) (clipped / (oneSided ? 100_000 : 200_000));
            assertWithinOneBin(sorted[sorted.length - 1 - most], range.maximum(), width);
            assertWithinOneBin(oneSided ? sorted[0] : sorted[most], range.minimum(), width);
        }
    }

    @ParameterizedTest
    @EnumSource
    void symmetricGridsClipByMagnitude(Values distribution) {
        float[] values = distribution.draw();
        float[] magnitudes = values.clone();
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        Arrays.sort(magnitudes);
        Range range = new Percentile(99.9).range(Values.statistics(values), IntegerGrid.SYMMETRIC_INT8);
        assertWithinOneBin(
                magnitudes[magnitudes.length - 1 - 50],
                Math.max(range.maximum(), -range.minimum()),
                Values.binWidth(values));
    }

    private static void assertWithinOneBin(double expected, double actual, double width) {
        assertTrue(
                Math.abs(expected - actual) <= width, expected + " expected, got " + actual + ", bin width " + width);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "0, 0", "-7, -7", "1e38, 1e38", "1e-45, 1e-45"})
    void constantsKeepTheirRange(float first, float second) {
        assertEquals(
                new Range(first, first), new Percentile().range(Values.statistics(first, second), IntegerGrid.INT8));
    }

    @Test
    void doesNotReachIntoTheOtherSide() {
        float[] values = new float[1000];
        Arrays.fill(values, -5);
        values[0] = 3;
        assertEquals(new Range(-5, 0), new Percentile(99).range(Values.statistics(values), IntegerGrid.INT8));
    }
}
