// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.Random;

/**
 * Values with normally distributed noise of mean 0.
 *
 * @param deviation standard deviation, in the units of preprocessed values
 */
public record Noise(float deviation) implements Augmentation {

    /**
     * Checks the deviation.
     *
     * @param deviation above 0
     * @throws IllegalArgumentException if it is not
     */
    public Noise {
        if (!(deviation > 0) || Float.isInfinite(deviation)) {
            throw new IllegalArgumentException("noise of deviation " + deviation + ": it has to be above 0");
        }
    }

    @Override
    public float[] apply(float[] values, Random random) {
        float[] noisy = new float[values.length];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = values[i] + deviation * (float) random.nextGaussian();
        }
        return noisy;
    }
}
