// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * From the smallest to the largest value: nothing that was seen is clipped, as in TFLite's converter. Two numbers for each
 * tensor, whatever the number of samples; their order does not matter.
 */
public final class MinMaxCalibrator implements Calibrator {
    private float[] minima = new float[0];
    private float[] maxima = new float[0];

    @Override
    public void observe(int tensor, FloatBuffer values) {
        if (tensor >= minima.length) {
            grow(tensor + 1);
        }
        float minimum = minima[tensor];
        float maximum = maxima[tensor];
        for (int i = values.position(); i < values.limit(); i++) {
            minimum = Math.min(minimum, values.get(i));
            maximum = Math.max(maximum, values.get(i));
        }
        minima[tensor] = minimum;
        maxima[tensor] = maximum;
    }

    private void grow(int tensors) {
        int known = minima.length;
        minima = Arrays.copyOf(minima, tensors);
        maxima = Arrays.copyOf(maxima, tensors);
        Arrays.fill(minima, known, tensors, Float.POSITIVE_INFINITY);
        Arrays.fill(maxima, known, tensors, Float.NEGATIVE_INFINITY);
    }

    @Override
    public Range range(int tensor) {
        if (tensor >= minima.length || minima[tensor] > maxima[tensor]) {
            throw new IllegalStateException("no values of tensor " + tensor + " were observed");
        }
        return new Range(minima[tensor], maxima[tensor]);
    }
}
