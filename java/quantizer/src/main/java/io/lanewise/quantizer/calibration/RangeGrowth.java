// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Remembers what the ranges were earlier, to tell whether there were enough samples. How many there will be is not
 * known, so snapshots are taken at equal distances, at most {@value #SNAPSHOTS}; when there is no room for one more,
 * every other one is dropped and the distance doubled.
 */
public final class RangeGrowth {
    private static final int SNAPSHOTS = 16;

    /**
     * A range that the last samples made wider.
     *
     * @param samples number of samples before
     * @param before the range of those
     * @param after the range of all
     */
    public record Growth(int samples, Range before, Range after) {

        /** {@return by how much the width grew, as a part of the width before; infinite where that was 0} */
        public double fraction() {
            double width = (double) before.maximum() - before.minimum();
            return ((double) after.maximum() - after.minimum() - width) / width;
        }
    }

    private record Snapshot(int samples, Map<Integer, Range> ranges) {}

    private final List<Snapshot> snapshots = new ArrayList<>();
    private int distance = 1;

    RangeGrowth() {}

    void sampleAdded(int samples, SortedMap<Integer, TensorStatistics> tensors) {
        if (samples % distance != 0) {
            return;
        }
        if (snapshots.size() == SNAPSHOTS) {
            distance *= 2;
            snapshots.removeIf(snapshot -> snapshot.samples % distance != 0);
            if (samples % distance != 0) {
                return;
            }
        }
        Map<Integer, Range> ranges = new HashMap<>();
        tensors.forEach((index, statistics) -> ranges.put(index, statistics.range()));
        snapshots.add(new Snapshot(samples, ranges));
    }

    SortedMap<Integer, Growth> lastQuarter(int samples, SortedMap<Integer, TensorStatistics> tensors) {
        SortedMap<Integer, Growth> growths = new TreeMap<>();
        snapshots.stream()
                .filter(snapshot -> snapshot.samples <= samples / 4 * 3)
                .reduce((earlier, later) -> later)
                .ifPresent(snapshot -> tensors.forEach((index, statistics) -> {
                    Growth growth = new Growth(snapshot.samples, snapshot.ranges.get(index), statistics.range());
                    if (!growth.before().equals(growth.after())) {
                        growths.put(index, growth);
                    }
                }));
        return growths;
    }
}
