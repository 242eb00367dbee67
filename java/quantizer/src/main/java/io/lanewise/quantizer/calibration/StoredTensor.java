// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static io.lanewise.quantizer.calibration.CalibrationFile.require;

import java.util.List;
import java.util.stream.LongStream;

/**
 * {@link TensorStatistics} as a {@link CalibrationFile} holds them.
 *
 * @param index of the tensor in the model's graph
 * @param binExponent log2 of the histogram's bin width; 0 where all values are 0
 * @param below counts from 0 downward, up to the last bin that is not empty
 * @param above counts from 0 upward
 */
record StoredTensor(
        int index,
        float minimum,
        float maximum,
        long count,
        long zeros,
        int binExponent,
        long[] below,
        long[] above,
        List<StoredMovingRange> movingRanges) {

    /** A moving average with its constant. */
    record StoredMovingRange(double constant, float minimum, float maximum) {}

    static StoredTensor of(int index, TensorStatistics statistics) {
        Histogram histogram = statistics.histogram();
        return new StoredTensor(
                index,
                statistics.range().minimum(),
                statistics.range().maximum(),
                statistics.count(),
                statistics.zeros(),
                histogram.exponent(),
                histogram.filled(false),
                histogram.filled(true),
                statistics.movingRanges().stream()
                        .map(moving -> new StoredMovingRange(
                                moving.constant(),
                                moving.range().minimum(),
                                moving.range().maximum()))
                        .toList());
    }

    /** Throws {@link IllegalArgumentException} where the numbers cannot come from values. */
    TensorStatistics statistics() {
        String tensor = "tensor " + index + ": ";
        require(
                below.length <= Histogram.BINS && above.length <= Histogram.BINS,
                tensor + "more than " + Histogram.BINS + " bins");
        require(
                zeros >= 0
                        && LongStream.concat(LongStream.of(below), LongStream.of(above))
                                .allMatch(n -> n >= 0),
                tensor + "a count is negative");
        require(
                LongStream.concat(LongStream.of(below), LongStream.of(above)).reduce(zeros, Math::addExact) == count,
                tensor + "the counts of the bins do not add up to " + count);
        Range range = new Range(minimum, maximum);
        double width = below.length + above.length == 0 ? 0 : Math.scalb(1.0, binExponent);
        require(
                holds(above, maximum, width) && holds(below, -minimum, width),
                tensor + "the range " + range + " does not end in the last bins");
        return TensorStatistics.of(
                range,
                zeros,
                count,
                Histogram.of(binExponent, below, above),
                movingRanges.stream()
                        .map(moving -> MovingRange.of(moving.constant, new Range(moving.minimum, moving.maximum)))
                        .toList());
    }

    /** Whether the outermost value on a side of 0 lies in the last bin, or on no bin of that side if it is none. */
    private static boolean holds(long[] bins, float outermost, double width) {
        return bins.length == 0
                ? outermost <= 0
                : outermost >= (bins.length - 1) * width && outermost < bins.length * width;
    }
}
