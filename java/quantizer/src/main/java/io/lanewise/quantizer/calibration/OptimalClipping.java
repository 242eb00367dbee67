// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.util.function.DoubleUnaryOperator;

/**
 * Where to clip a distribution of scale 1 around 0, so that clipping and rounding to {@code levels} levels from -t to t
 * together cost the least mean squared error. Rounding costs t^2 / (3 levels^2).
 */
final class OptimalClipping {
    /** Beyond this no level count that fits an int clips. */
    private static final double LARGEST = 64;

    private static final int HALVINGS = 60;

    private OptimalClipping() {}

    /**
     * For the Laplace distribution of mean absolute deviation 1, where clipping costs 2 exp(-t): the root of
     * exp(-t) = t / (3 levels^2). 9.89 for 256 levels.
     */
    static double laplace(double levels) {
        return root(t -> Math.exp(-t) - t / (3 * levels * levels));
    }

    /**
     * For the normal distribution of deviation 1, with density f and tail probability Q, where clipping costs
     * 2 (1 + t^2) Q(t) - 2 t f(t): the root of 2 (f(t) - t Q(t)) = t / (3 levels^2). 3.924 for 256 levels.
     */
    static double gaussian(double levels) {
        return root(t -> 2 * excess(t) - t / (3 * levels * levels));
    }

    /** f(t) - t Q(t), with Laplace's continued fraction Q(t) = f(t) / (t + 1 / (t + 2 / (t + 3 / ...))). */
    private static double excess(double t) {
        double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
        double fraction = t;
        for (int k = 200; k >= 1; k--) {
            fraction = t + k / fraction;
        }
        return density * (1 - t / fraction);
    }

    /** Where a function that falls from above 0 to below crosses it, between 1 and the largest clipping point. */
    private static double root(DoubleUnaryOperator function) {
        double low = 1;
        double high = LARGEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (function.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
