// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is remembered of an activation's values, enough for every {@link CalibrationMethod}: the exact smallest and
 * largest, the number of zeros, a {@link Histogram} of the others and, where asked for, moving averages. {@value
 * #BYTES} bytes at most, however many values there are. All but the moving averages depend neither on the order of the
 * values nor on how they were split up before {@link #merge}.
 */
public final class TensorStatistics {
    /** Upper bound of the memory for one tensor, in bytes: the histogram's counts and 1 KiB for the rest. */
    public static final int BYTES = 2 * Histogram.BINS * Long.BYTES + 1024;

    private final Histogram histogram;
    private final List<MovingRange> movingRanges;
    private float minimum;
    private float maximum;
    private long zeros;
    private long count;

    TensorStatistics(RequiredStatistics required) {
        this(
                new Histogram(),
                required.averagingConstants().stream().map(MovingRange::new).toList());
        this.minimum = Float.POSITIVE_INFINITY;
        this.maximum = Float.NEGATIVE_INFINITY;
    }

    private TensorStatistics(Histogram histogram, List<MovingRange> movingRanges) {
        this.histogram = histogram;
        this.movingRanges = List.copyOf(movingRanges);
    }

    /** Statistics as they were stored. */
    static TensorStatistics of(
            Range range, long zeros, long count, Histogram histogram, List<MovingRange> movingRanges) {
        TensorStatistics statistics = new TensorStatistics(histogram, movingRanges);
        statistics.minimum = range.minimum();
        statistics.maximum = range.maximum();
        statistics.zeros = zeros;
        statistics.count = count;
        return statistics;
    }

    /**
     * Takes in the first {@code length} values, one sample's, if all are finite.
     *
     * @return the index of the first value that is not finite; nothing was then taken in
     */
    OptionalInt add(float[] values, int length) {
        if (length == 0) {
            return OptionalInt.empty();
        }
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            // NaN stays NaN in both.
            smallest = Math.min(smallest, values[i]);
            largest = Math.max(largest, values[i]);
        }
        if (!Float.isFinite(smallest) || !Float.isFinite(largest)) {
            int bad = 0;
            while (Float.isFinite(values[bad])) {
                bad++;
            }
            return OptionalInt.of(bad);
        }
        zeros += histogram.add(values, length, Math.max(Math.abs(smallest), Math.abs(largest)));
        count += length;
        minimum = Math.min(minimum, smallest);
        maximum = Math.max(maximum, largest);
        for (MovingRange moving : movingRanges) {
            moving.add(smallest, largest);
        }
        return OptionalInt.empty();
    }

    /** These statistics and others of the same tensor together; without moving averages, which cannot be merged. */
    TensorStatistics merge(TensorStatistics other) {
        Histogram sum = new Histogram();
        sum.merge(histogram);
        sum.merge(other.histogram);
        TensorStatistics merged = new TensorStatistics(sum, List.of());
        merged.minimum = Math.min(minimum, other.minimum);
        merged.maximum = Math.max(maximum, other.maximum);
        merged.zeros = zeros + other.zeros;
        merged.count = count + other.count;
        return merged;
    }

    /** {@return the smallest and the largest value} */
    public Range range() {
        return new Range(minimum, maximum);
    }

    /** {@return number of values, zeros included} */
    public long count() {
        return count;
    }

    /** {@return number of zeros of either sign} */
    public long zeros() {
        return zeros;
    }

    /** {@return the values other than 0} */
    public Histogram histogram() {
        return histogram;
    }

    /**
     * {@return the moving averages of the samples' smallest and largest values; empty if they were not kept with this
     * constant}
     *
     * @param constant weight of each next sample, above 0 and at most 1
     */
    public Optional<Range> movingRange(double constant) {
        return movingRanges.stream()
                .filter(moving -> moving.constant() == constant)
                .map(MovingRange::range)
                .findFirst();
    }

    List<MovingRange> movingRanges() {
        return movingRanges;
    }

    /** {@return square root of the mean square, by the histogram, a bin's values taken at its middle} */
    public double rootMeanSquare() {
        return Moments.of(this, true, false).deviation();
    }

    /** Whether no value is below 0, or none above. */
    boolean oneSided() {
        return minimum >= 0 || maximum <= 0;
    }

    /**
     * The part of the range of magnitude {@code threshold} at most, which is not negative; all of it where that is
     * larger.
     */
    Range within(double threshold) {
        return within(-threshold, threshold);
    }

    /** The part of the range between {@code lower} and {@code upper}, which have 0 between them. */
    Range within(double lower, double upper) {
        float least = (float) Math.min(upper, Math.max(lower, minimum));
        return new Range(least, (float) Math.max(least, Math.min(upper, maximum)));
    }
}
