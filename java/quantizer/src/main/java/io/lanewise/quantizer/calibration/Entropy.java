// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * Least Kullback-Leibler divergence: the threshold with which the histogram of magnitudes, its tail clipped, loses
 * least information when its bins are merged into as many levels as the grid has for them (TensorRT's entropy
 * calibration; NVIDIA, "8-bit inference with TensorRT", 2017). For int8 that is 128 levels where the range reaches as
 * far below 0 as above, and up to 256 where one side is shorter or missing, such as after ReLU.
 */
public record Entropy() implements CalibrationMethod {

    @Override
    public Range range(TensorStatistics statistics, IntegerGrid grid) {
        return statistics.within(new EntropySearch(statistics, grid).threshold());
    }

    @Override
    public RequiredStatistics required() {
        return RequiredStatistics.NONE;
    }

    @Override
    public String toString() {
        return "kl";
    }
}
