// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * Least mean squared error between the values and their quantized form, by the histogram: values within the range err
 * by step^2 / 12 on average, zeros not at all, values outside by the square of their distance from it. All pairs of bin
 * edges are tried, so that the minimum is the global one.
 */
public record MeanSquaredError() implements CalibrationMethod {

    @Override
    public Range range(TensorStatistics statistics, IntegerGrid grid) {
        return new ErrorSearch(statistics, grid).range();
    }

    @Override
    public RequiredStatistics required() {
        return RequiredStatistics.NONE;
    }

    @Override
    public String toString() {
        return "mse";
    }
}
