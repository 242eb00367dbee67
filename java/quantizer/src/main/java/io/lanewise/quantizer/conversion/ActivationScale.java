// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.quantization.Rounding;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.tensor.Quantization;

/** From the range of an activation to its int8 scale and zero point. */
public final class ActivationScale {
    private static final float STEPS = 255;
    private static final int MINIMUM = Byte.MIN_VALUE;
    private static final int MAXIMUM = Byte.MAX_VALUE;

    private ActivationScale() {
    }

    /**
     * The range, widened to hold 0, spread over -128 to 127, with 0 exactly on a step: scale = (max - min) / 255, zero
     * point = round(-128 - min / scale), all in float32, ties away from zero (TFLite's
     * {@code GetAsymmetricQuantizationParams}). A range of nothing but 0 (or too narrow for a float32 scale) gets scale 1.
     *
     * @throws IllegalArgumentException if the range is wider than float32 holds
     */
    public static Quantization of(Range range) {
        float minimum = Math.min(range.minimum(), 0);
        float maximum = Math.max(range.maximum(), 0);
        float scale = (maximum - minimum) / STEPS;
        if (Float.isInfinite(scale)) {
            throw new IllegalArgumentException("the range " + range + " is wider than float32 holds");
        }
        if (scale == 0) {
            return Quantization.perTensor(1, MINIMUM);
        }
        int zeroPoint = Rounding.halfAwayToInt(MINIMUM - minimum / scale);
        return Quantization.perTensor(scale, Math.max(MINIMUM, Math.min(MAXIMUM, zeroPoint)));
    }
}
