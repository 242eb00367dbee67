// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/** From the smallest to the largest value: nothing that was seen is clipped, as in TFLite's converter. */
public record MinMax() implements CalibrationMethod {

    @Override
    public Range range(TensorStatistics statistics, IntegerGrid grid) {
        return statistics.range();
    }

    @Override
    public RequiredStatistics required() {
        return RequiredStatistics.NONE;
    }

    @Override
    public String toString() {
        return "min-max";
    }
}
