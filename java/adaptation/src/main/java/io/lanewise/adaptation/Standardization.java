// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import java.util.List;

/**
 * Mean and spread of each feature over the examples, in steps of its integers: training works on
 * {@code (q - mean) * inverse}, on which one strength of regularization suits all features. A feature that changes by
 * less than a step counts as if it changed by one: that is what rounding alone may do.
 */
record Standardization(double[] mean, double[] inverse) {

    static Standardization of(List<byte[]> features) {
        int size = features.get(0).length;
        double[] mean = new double[size];
        double[] inverse = new double[size];
        for (int j = 0; j < size; j++) {
            // Sums of integers are exact, so that the order of the examples does not matter.
            long sum = 0;
            long squares = 0;
            for (byte[] q : features) {
                sum += q[j];
                squares += (long) q[j] * q[j];
            }
            int n = features.size();
            double variance = (double) (n * squares - sum * sum) / ((double) n * n);
            mean[j] = (double) sum / n;
            inverse[j] = 1 / Math.max(1, Math.sqrt(variance));
        }
        return new Standardization(mean, inverse);
    }

    int size() {
        return mean.length;
    }
}
