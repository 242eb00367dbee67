// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.Arrays;

/**
 * How often values of each size occurred: {@value #BINS} bins on either side of 0, all of one width. Zeros belong to no
 * bin.
 *
 * <p>The width is the smallest power of two with which the largest magnitude so far still falls into the last bin. A
 * larger value makes bins merge in pairs, in quads and so on, which is exact, since edges of wide bins are edges of
 * narrow ones: counts depend on the values alone, not on their order nor on how they were split up among histograms. At
 * least half of the bins on the side of the largest magnitude lie below it.
 */
public final class Histogram {
    /** Bins on each side of 0. */
    public static final int BINS = 2048;

    private static final int LOG2_BINS = 11;

    /** Bin k above 0 is at BINS + k, bin k below 0 at BINS - 1 - k. */
    private final long[] counts = new long[2 * BINS];

    private int exponent;
    private boolean empty = true;

    Histogram() {}

    /** The exponent of the width with which {@code magnitude}, above 0, falls into the upper half of the bins. */
    private static int exponentFor(float magnitude) {
        // As a double, which has no subnormals here.
        return Math.getExponent((double) magnitude) - (LOG2_BINS - 1);
    }

    /** Counts finite values, none of larger magnitude than {@code largest}; returns how many of them are 0. */
    long add(float[] values, int length, float largest) {
        if (largest == 0) {
            return length;
        }
        widen(exponentFor(largest));
        double inverse = Math.scalb(1.0, -exponent);
        long zeros = 0;
        for (int i = 0; i < length; i++) {
            float value = values[i];
            // A product with a power of two is exact, and the cast truncates toward 0.
            int bin = (int) (value * inverse);
            if (value > 0) {
                counts[BINS + bin]++;
            } else if (value < 0) {
                counts[BINS - 1 + bin]++;
            } else {
                zeros++;
            }
        }
        return zeros;
    }

    /** Adds the counts of another histogram. */
    void merge(Histogram other) {
        if (other.empty) {
            return;
        }
        widen(other.exponent);
        int shift = Math.min(exponent - other.exponent, Integer.SIZE - 1);
        for (int k = 0; k < BINS; k++) {
            counts[BINS + (k >> shift)] += other.above(k);
            counts[BINS - 1 - (k >> shift)] += other.below(k);
        }
    }

    private void widen(int wanted) {
        if (empty) {
            exponent = wanted;
            empty = false;
        } else if (wanted > exponent) {
            int shift = Math.min(wanted - exponent, Integer.SIZE - 1);
            exponent = wanted;
            for (int k = 1; k < BINS; k++) {
                move(BINS + k, BINS + (k >> shift));
                move(BINS - 1 - k, BINS - 1 - (k >> shift));
            }
        }
    }

    private void move(int from, int to) {
        long count = counts[from];
        counts[from] = 0;
        counts[to] += count;
    }

    /** {@return width of a bin; 0 before the first value other than 0} */
    public double width() {
        return empty ? 0 : Math.scalb(1.0, exponent);
    }

    /**
     * {@return number of values from {@code bin * width}, included, to {@code (bin + 1) * width}}
     *
     * @param bin from 0
     */
    public long above(int bin) {
        return counts[BINS + bin];
    }

    /**
     * {@return number of values from {@code -bin * width}, included, down to {@code -(bin + 1) * width}}
     *
     * @param bin from 0
     */
    public long below(int bin) {
        return counts[BINS - 1 - bin];
    }

    /**
     * {@return number of values in a bin of magnitudes: above and below 0 together}
     *
     * @param bin from 0
     */
    public long magnitude(int bin) {
        return above(bin) + below(bin);
    }

    /** The bins up to the last one that is not empty, from 0 outward. */
    long[] filled(boolean above) {
        int end = BINS;
        while (end > 0 && (above ? above(end - 1) : below(end - 1)) == 0) {
            end--;
        }
        long[] filled = new long[end];
        Arrays.setAll(filled, k -> above ? above(k) : below(k));
        return filled;
    }

    int exponent() {
        return exponent;
    }

    /** A histogram of stored counts; see {@link #filled}. */
    static Histogram of(int exponent, long[] below, long[] above) {
        Histogram histogram = new Histogram();
        if (below.length > 0 || above.length > 0) {
            histogram.widen(exponent);
            for (int k = 0; k < below.length; k++) {
                histogram.counts[BINS - 1 - k] = below[k];
            }
            System.arraycopy(above, 0, histogram.counts, BINS, above.length);
        }
        return histogram;
    }
}
