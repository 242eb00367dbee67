// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleBufferTest {

    private static List<Integer> shuffled(int count, int capacity, long seed) {
        List<Integer> all = new ArrayList<>();
        new ShuffleBuffer<>(IntStream.range(0, count).iterator(), capacity, new Random(seed))
                .forEachRemaining(all::add);
        return all;
    }

    @Test
    void givesEachElementOnce() {
        for (int capacity : new int[] {1, 2, 7, 20}) {
            assertEquals(
                    IntStream.range(0, 10).boxed().toList(),
                    shuffled(10, capacity, 1).stream().sorted().toList());
        }
    }

    @Test
    void holdsNoMoreThanItsCapacity() {
        assertEquals(IntStream.range(0, 10).boxed().toList(), shuffled(10, 1, 1));
        List<Integer> some = shuffled(1000, 10, 1);
        for (int i = 0; i < some.size(); i++) {
            assertTrue(some.get(i) < i + 10, some.get(i) + " at " + i);
        }
    }

    /** 24 orders of four: each 1,000 times of 24,000, give or take five standard deviations of 31. */
    @Test
    void makesEveryOrderEquallyProbable() {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        Random seeds = new Random(1);
        for (int i = 0; i < 24_000; i++) {
            counts.merge(shuffled(4, 4, seeds.nextLong()), 1, Integer::sum);
        }
        assertEquals(24, counts.size());
        counts.forEach((order, count) -> assertEquals(1000, count, 155, order.toString()));
    }
}
