// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * Exponential moving averages of each sample's minimum and maximum: {@code average += constant * (value - average)} in
 * float32, beginning with the first sample's (PyTorch's {@code MovingAverageMinMaxObserver}). The only statistic that
 * depends on the order of the samples, and for that reason the only one that cannot be merged.
 */
final class MovingRange {
    private final double constant;
    private float minimum;
    private float maximum;
    private boolean empty = true;

    MovingRange(double constant) {
        this.constant = constant;
    }

    void add(float sampleMinimum, float sampleMaximum) {
        minimum = empty ? sampleMinimum : average(minimum, sampleMinimum);
        maximum = empty ? sampleMaximum : average(maximum, sampleMaximum);
        empty = false;
    }

    private float average(float average, float value) {
        // In double: the difference of two floats of opposite sign may be more than a float holds.
        return (float) (average + constant * ((double) value - average));
    }

    double constant() {
        return constant;
    }

    Range range() {
        return new Range(minimum, maximum);
    }

    static MovingRange of(double constant, Range range) {
        MovingRange moving = new MovingRange(constant);
        moving.add(range.minimum(), range.maximum());
        return moving;
    }
}
