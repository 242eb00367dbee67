// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.List;

/**
 * Exponential moving averages of each sample's smallest and largest value: {@code average += constant * (value -
 * average)}. The one method that depends on the order of the samples; its averages are kept only where a calibration
 * was told to keep them, and cannot be merged.
 *
 * @param constant weight of the newest sample, above 0, at most 1. {@value #DEFAULT} is PyTorch's and ONNX Runtime's,
 *         0.05 the AI Edge Quantizer's
 */
public record MovingAverage(double constant) implements CalibrationMethod {
    /** PyTorch's {@code averaging_constant}. */
    public static final double DEFAULT = 0.01;

    /** With {@link #DEFAULT}. */
    public MovingAverage() {
        this(DEFAULT);
    }

    /**
     * Checks the constant.
     *
     * @param constant weight of the next sample
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public MovingAverage {
        if (!(constant > 0 && constant <= 1)) {
            throw new IllegalArgumentException("an averaging constant is above 0 and at most 1, got " + constant);
        }
    }

    @Override
    public Range range(TensorStatistics statistics, IntegerGrid grid) {
        return statistics
                .movingRange(constant)
                .orElseThrow(() -> new IllegalStateException("the calibration has kept no moving average with constant "
                        + constant + " (it depends on the samples' order"
                        + " and is lost in merging); calibrate anew with " + this));
    }

    @Override
    public RequiredStatistics required() {
        return new RequiredStatistics(List.of(constant));
    }

    @Override
    public String toString() {
        return "moving-average:" + constant;
    }
}
