// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.util.Arrays;

/** Times of single inferences, 8 bytes each. */
public final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    /** None yet. */
    public Latencies() {}

    /**
     * Adds one time in nanoseconds.
     *
     * @param time at least 0
     */
    public void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    /**
     * {@return the median in microseconds: the middle time, or the mean of the two in the middle}
     *
     * @throws IllegalStateException if there are no times
     */
    public double medianMicros() {
        if (count == 0) {
            throw new IllegalStateException("no latencies to take the median of");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0 / 1000;
    }
}
