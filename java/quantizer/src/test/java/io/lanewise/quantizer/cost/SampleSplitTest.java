// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSplitTest {

    private static SampleSplit split(int samples, boolean keepsOut, int length) {
        SampleSplit split = new SampleSplit(keepsOut, List.of(), Integer.MAX_VALUE);
        for (int i = 0; i < samples; i++) {
            float[] sample = new float[length];
            sample[0] = i;
            split.add(sample, i % 10);
        }
        split.finish();
        return split;
    }

    private static List<Integer> numbers(List<float[]> samples) {
        return samples.stream().map(sample -> (int) sample[0]).toList();
    }

    @ParameterizedTest
    @CsvSource({"50, 8", "79, 8", "80, 8", "90, 9", "100, 10", "500, 50", "640, 64", "5000, 64"})
    void oneInTenIsKeptOut(int samples, int expected) {
        SampleSplit split = split(samples, true, 1);
        List<Integer> out = numbers(split.measured().samples());
        assertTrue(split.measured().keptOut());
        assertEquals(expected, out.size());
        Set<Integer> all = new HashSet<>(numbers(split.calibrated()));
        assertEquals(samples - expected, all.size());
        assertTrue(all.addAll(out));
        assertEquals(samples, all.size(), "each sample is in one part");
        assertEquals(out.stream().map(i -> i % 10).toList(), split.measured().labels());
    }

    /** Where classes take turns, every tenth sample would be of one class. */
    @Test
    void thoseKeptOutAreOfManyClasses() {
        Set<Integer> classes = new HashSet<>(split(640, true, 1).measured().labels());
        assertEquals(10, classes.size(), classes.toString());
    }

    @Test
    void fewSamplesAllCalibrate() {
        for (SampleSplit split : List.of(split(49, true, 1), split(49, false, 1))) {
            assertEquals(49, Set.copyOf(numbers(split.calibrated())).size());
            assertEquals(49, split.measured().samples().size());
            assertTrue(!split.measured().keptOut());
        }
        assertEquals(500, split(500, false, 1).calibrated().size(), "and where none are to be kept out");
    }

    /** 16 MiB each: 64 MiB hold four, but eight are the least. */
    @Test
    void largeSamplesAreFewer() {
        float[] large = new float[4 << 20];
        SampleSplit split = new SampleSplit(true, List.of());
        for (int i = 0; i < 100; i++) {
            split.add(large, -1);
        }
        split.finish();
        assertEquals(8, split.measured().samples().size());
        assertEquals(8, split.calibrated().size());
    }
}
