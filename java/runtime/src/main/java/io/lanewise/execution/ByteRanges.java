// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import java.util.Arrays;

/** A set of bytes as ranges, ascending, with gaps between them. */
final class ByteRanges {
    private long[] starts = new long[2];
    private long[] ends = new long[2];
    private int count;

    /** Adds bytes {@code from} to before {@code to}. */
    void add(long from, long to) {
        if (from == to) {
            return;
        }
        // Ranges first to last touch the new one and become one with it.
        int first = lowest(ends, from);
        int last = first;
        while (last < count && starts[last] <= to) {
            last++;
        }
        if (first == last) {
            insert(first, from, to);
            return;
        }
        starts[first] = Math.min(starts[first], from);
        ends[first] = Math.max(ends[last - 1], to);
        remove(first + 1, last);
    }

    /** Adds the bytes of another set; none for null. */
    void addAll(ByteRanges other) {
        for (int i = 0; other != null && i < other.count; i++) {
            add(other.starts[i], other.ends[i]);
        }
    }

    /**
     * Start of the smallest gap, the first of equal ones, that has {@code size} bytes; behind all ranges if there is
     * none.
     */
    long smallestGap(long size) {
        long best = -1;
        long bestSize = Long.MAX_VALUE;
        long free = 0;
        for (int i = 0; i < count; i++) {
            long gap = starts[i] - free;
            if (gap >= size && gap < bestSize) {
                best = free;
                bestSize = gap;
            }
            free = ends[i];
        }
        return best >= 0 ? best : free;
    }

    /** Index of the first of {@code count} ascending values that is at least {@code value}. */
    private int lowest(long[] values, long value) {
        int index = Arrays.binarySearch(values, 0, count, value);
        return index < 0 ? -index - 1 : index;
    }

    private void insert(int index, long from, long to) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        System.arraycopy(starts, index, starts, index + 1, count - index);
        System.arraycopy(ends, index, ends, index + 1, count - index);
        starts[index] = from;
        ends[index] = to;
        count++;
    }

    private void remove(int from, int to) {
        System.arraycopy(starts, to, starts, from, count - to);
        System.arraycopy(ends, to, ends, from, count - to);
        count -= to - from;
    }
}
