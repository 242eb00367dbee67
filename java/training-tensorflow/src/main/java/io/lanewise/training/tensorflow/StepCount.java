// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.training.LayerAgreement;

/** How many integers of a tensor are equal in training and in the runtime, counted over samples. */
final class StepCount {
    private final float scale;
    private long values;
    private long equal;
    private int largest;

    /** {@code scale}: the real value of a step. */
    StepCount(float scale) {
        this.scale = scale;
    }

    /** Counts a sample: the reals that both have. */
    void add(float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            int step = Math.abs(Math.round((expected[i] - actual[i]) / scale));
            values++;
            equal += step == 0 ? 1 : 0;
            largest = Math.max(largest, step);
        }
    }

    LayerAgreement agreement(String name) {
        return new LayerAgreement(name, values, equal, largest);
    }
}
