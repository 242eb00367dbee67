// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * Moments of a histogram, each bin's values at its middle.
 *
 * @param center the mean, or 0
 * @param deviation square root of the mean squared distance from the center
 * @param meanAbsoluteDeviation mean distance from the center
 */
record Moments(double center, double deviation, double meanAbsoluteDeviation) {

    /**
     * @param aroundZero whether the center is 0 and not the mean
     * @param withoutZeros whether values that are 0 are left out
     */
    static Moments of(TensorStatistics statistics, boolean aroundZero, boolean withoutZeros) {
        Histogram histogram = statistics.histogram();
        double width = histogram.width();
        double zeros = withoutZeros ? 0 : statistics.zeros();
        double count = zeros + statistics.count() - statistics.zeros();
        if (count == 0 || width == 0) {
            return new Moments(0, 0, 0);
        }
        // In units of the width, whose square may be beyond a double's range.
        double sum = 0;
        for (int k = 0; k < Histogram.BINS; k++) {
            sum += (k + 0.5) * (histogram.above(k) - histogram.below(k));
        }
        double center = aroundZero ? 0 : sum / count;
        double squares = zeros * center * center;
        double distances = zeros * Math.abs(center);
        for (int k = 0; k < Histogram.BINS; k++) {
            double above = k + 0.5 - center;
            double below = -(k + 0.5) - center;
            squares += histogram.above(k) * above * above + histogram.below(k) * below * below;
            distances += histogram.above(k) * Math.abs(above) + histogram.below(k) * Math.abs(below);
        }
        return new Moments(center * width, Math.sqrt(squares / count) * width, distances / count * width);
    }
}
