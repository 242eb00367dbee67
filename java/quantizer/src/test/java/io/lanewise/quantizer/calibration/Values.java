// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Values drawn from known distributions, and statistics of them. */
enum Values {
    NORMAL(Random::nextGaussian),
    /** Both signs of every magnitude occur, so that the range is symmetric. */
    MIRRORED(Random::nextGaussian),
    LAPLACE(Values::laplace),
    /** Normal with one value of 100. */
    OUTLIER(Random::nextGaussian),
    /** What RELU leaves of a normal distribution. */
    ONE_SIDED(random -> Math.max(0, random.nextGaussian())),
    BIMODAL(random -> random.nextGaussian() * 0.3 + (random.nextBoolean() ? 4 : -3)),
    /** As of a hard swish: a short side below 0. */
    SKEWED(random -> {
        double x = random.nextGaussian() * 2;
        return x * Math.min(1, Math.max(0, (x + 3) / 6));
    });

    private static final int COUNT = 50_000;

    private final ToDoubleFunction<Random> distribution;

    Values(ToDoubleFunction<Random> distribution) {
        this.distribution = distribution;
    }

    private static double laplace(Random random) {
        double u = random.nextDouble() - 0.5;
        return -Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
    }

    float[] draw() {
        Random random = new Random(3);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = this == MIRRORED && i % 2 == 1 ? -values[i - 1] : (float) distribution.applyAsDouble(random);
        }
        if (this == OUTLIER) {
            values[0] = 100;
        }
        return values;
    }

    static TensorStatistics statistics(float... values) {
        TensorStatistics statistics = new TensorStatistics(RequiredStatistics.NONE);
        statistics.add(values, values.length);
        return statistics;
    }

    /**
     * Width of the histogram's bins by its definition: the smallest power of two of which 2048 exceed the largest
     * magnitude.
     */
    static double binWidth(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        double width = 0x1p-200;
        while (2048 * width <= largest) {
            width *= 2;
        }
        return width;
    }
}
