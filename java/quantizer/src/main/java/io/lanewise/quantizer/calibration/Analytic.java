// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.Locale;

/**
 * Clips where the mean squared error would be least if the values were distributed as assumed (Banner, Nahshan, Soudry,
 * "Post training 4-bit quantization of convolutional networks for rapid-deployment", 2019: ACIQ). Mean, deviation and
 * mean absolute deviation come from the histogram, a bin's values taken at its middle; where no value lies on one side
 * of 0, from the values other than 0, as of one half of a distribution around 0.
 *
 * @param distribution what the values are taken for
 */
public record Analytic(Distribution distribution) implements CalibrationMethod {

    /** A family of distributions. */
    public enum Distribution {
        /**
         * {@link #GAUSSIAN} or {@link #LAPLACE}, whichever mean absolute deviation / standard deviation is closer to.
         */
        AUTO,
        /** Normal: the ratio is sqrt(2 / pi) = 0.798. */
        GAUSSIAN,
        /** Double exponential, with longer tails: the ratio is sqrt(1 / 2) = 0.707. */
        LAPLACE;

        static Distribution parse(String name) {
            for (Distribution distribution : values()) {
                if (distribution.toString().equals(name)) {
                    return distribution;
                }
            }
            throw new IllegalArgumentException("unknown distribution '" + name + "'; known are gaussian and laplace");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double GAUSSIAN_RATIO = Math.sqrt(2 / Math.PI);
    private static final double LAPLACE_RATIO = Math.sqrt(0.5);

    /** With {@link Distribution#AUTO}. */
    public Analytic() {
        this(Distribution.AUTO);
    }

    @Override
    public Range range(TensorStatistics statistics, IntegerGrid grid) {
        boolean half = statistics.oneSided();
        boolean aroundZero = half || grid.symmetric();
        Moments moments = Moments.of(statistics, aroundZero, half);
        // One side alone has twice the levels.
        double levels = (grid.steps() + 1.0) * (half && !grid.symmetric() ? 2 : 1);
        boolean gaussian = distribution == Distribution.GAUSSIAN
                || distribution == Distribution.AUTO
                        && moments.meanAbsoluteDeviation() > (GAUSSIAN_RATIO + LAPLACE_RATIO) / 2 * moments.deviation();
        double reach = gaussian
                ? OptimalClipping.gaussian(levels) * moments.deviation()
                : OptimalClipping.laplace(levels) * moments.meanAbsoluteDeviation();
        return statistics.within(Math.min(0, moments.center() - reach), Math.max(0, moments.center() + reach));
    }

    @Override
    public RequiredStatistics required() {
        return RequiredStatistics.NONE;
    }

    @Override
    public String toString() {
        return distribution == Distribution.AUTO ? "analytic" : "analytic:" + distribution;
    }
}
