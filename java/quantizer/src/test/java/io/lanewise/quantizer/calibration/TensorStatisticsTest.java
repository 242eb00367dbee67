// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorStatisticsTest {

    /** Everything that can be read of the statistics. */
    private static List<Object> content(TensorStatistics s) {
        return List.of(
                s.range(),
                s.count(),
                s.zeros(),
                s.histogram().width(),
                Arrays.toString(s.histogram().filled(true)),
                Arrays.toString(s.histogram().filled(false)));
    }

    @ParameterizedTest
    @EnumSource
    void countsEachValueInItsBin(Values distribution) {
        float[] values = distribution.draw();
        double width = Values.binWidth(values);
        long[] above = new long[Histogram.BINS];
        long[] below = new long[Histogram.BINS];
        long zeros = 0;
        for (float value : values) {
            if (value == 0) {
                zeros++;
            } else {
                (value > 0 ? above : below)[(int) Math.floor(Math.abs(value) / width)]++;
            }
        }
        TensorStatistics statistics = Values.statistics(values);
        assertEquals(width, statistics.histogram().width());
        assertEquals(zeros, statistics.zeros());
        assertEquals(values.length, statistics.count());
        for (int k = 0; k < Histogram.BINS; k++) {
            assertEquals(above[k], statistics.histogram().above(k));
            assertEquals(below[k], statistics.histogram().below(k));
        }
    }

    /** In any order, in any parts, added or merged: the same. */
    @ParameterizedTest
    @EnumSource
    void orderAndPartsDoNotMatter(Values distribution) {
        float[] values = distribution.draw();
        List<Object> expected = content(Values.statistics(values));
        Random random = new Random(9);
        for (int part : new int[] {1, 7, 1000, values.length}) {
            shuffle(values, random);
            TensorStatistics added = new TensorStatistics(RequiredStatistics.NONE);
            List<TensorStatistics> parts = new ArrayList<>();
            for (int i = 0; i < values.length; i += part) {
                float[] some = Arrays.copyOfRange(values, i, Math.min(values.length, i + part));
                added.add(some, some.length);
                if (part >= 1000) {
                    parts.add(Values.statistics(some));
                }
            }
            assertEquals(expected, content(added));
            parts.stream().reduce(TensorStatistics::merge).ifPresent(merged -> assertEquals(expected, content(merged)));
        }
    }

    private static void shuffle(float[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            float kept = values[i];
            values[i] = values[k];
            values[k] = kept;
        }
    }

    /**
     * From the smallest subnormal to the largest float and back: bins grow by 2^250, which is more than a shift of an
     * int.
     */
    @Test
    void growsOverTheWholeRangeOfFloats() {
        float[] values = {Float.MIN_VALUE, -3 * Float.MIN_VALUE, 1e-30f, -1, 1e30f, -1e38f, Float.MAX_VALUE, 0};
        List<Object> expected = content(Values.statistics(values));
        for (int seed = 0; seed < 20; seed++) {
            shuffle(values, new Random(seed));
            TensorStatistics statistics = new TensorStatistics(RequiredStatistics.NONE);
            for (float value : values) {
                statistics.add(new float[] {value}, 1);
            }
            assertEquals(expected, content(statistics));
        }
        TensorStatistics statistics = Values.statistics(values);
        assertEquals(0x1p117, statistics.histogram().width());
        assertEquals(1, statistics.histogram().above(2047));
        assertEquals(3, statistics.histogram().above(0));
        assertEquals(2, statistics.histogram().below(0));
        assertEquals(new Range(-1e38f, Float.MAX_VALUE), statistics.range());
    }

    @Test
    void subnormalsHaveBinsOfTheirOwn() {
        Histogram histogram = Values.statistics(Float.MIN_VALUE, 3 * Float.MIN_VALUE, -2 * Float.MIN_VALUE)
                .histogram();
        assertEquals(Float.MIN_VALUE / 1024.0 * 2, histogram.width());
        assertEquals(1, histogram.above(512));
        assertEquals(1, histogram.above(1536));
        assertEquals(1, histogram.below(1024));
    }

    @Test
    void zerosBelongToNoBin() {
        TensorStatistics zeros = Values.statistics(0, -0f, 0);
        assertEquals(3, zeros.zeros());
        assertEquals(0, zeros.histogram().width());
        assertArrayEquals(new long[0], zeros.histogram().filled(true));
        assertEquals(content(Values.statistics(0, -0f, 0, 5)), content(zeros.merge(Values.statistics(5))));
        assertEquals(
                content(Values.statistics(0, -0f, 0, 5)),
                content(Values.statistics(5).merge(zeros)));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void takesNothingInWhereOneIsNotFinite(float bad) {
        TensorStatistics statistics = Values.statistics(1, 2);
        assertEquals(OptionalInt.of(1), statistics.add(new float[] {9, bad, 9}, 3));
        assertEquals(content(Values.statistics(1, 2)), content(statistics));
    }

    @Test
    void movingAveragesFollowTheSamples() {
        TensorStatistics statistics = new TensorStatistics(new RequiredStatistics(List.of(0.5, 0.1)));
        for (float[] sample : new float[][] {{0, 4}, {-1, 8}, {-3, 0}}) {
            statistics.add(sample, 2);
        }
        assertEquals(Optional.of(new Range(-1.75f, 3)), statistics.movingRange(0.5));
        assertEquals(-0.39f, statistics.movingRange(0.1).orElseThrow().minimum(), 1e-6);
        assertEquals(Optional.empty(), statistics.movingRange(0.2));
        assertEquals(Optional.empty(), statistics.merge(Values.statistics(1)).movingRange(0.5));
    }

    @Test
    void memoryIsStated() {
        assertTrue(TensorStatistics.BYTES < 34 * 1024, "one tensor takes " + TensorStatistics.BYTES);
    }
}
