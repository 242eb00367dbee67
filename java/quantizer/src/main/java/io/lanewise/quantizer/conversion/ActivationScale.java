// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.quantization.Rounding;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.tensor.Quantization;

/** From the range of an activation to its scale and zero point. */
public final class ActivationScale {
    private static final float STEPS = 255;
    private static final int MINIMUM = Byte.MIN_VALUE;
    private static final int MAXIMUM = Byte.MAX_VALUE;

    private ActivationScale() {
    }

    /** As an operator's scheme says: int8 spread over the range, int8 with zero point 0, or int16. */
    static Quantization of(Range range, OperatorScheme scheme) {
        return scheme.arithmetic() == Arithmetic.INT16 ? symmetric(range, Short.MAX_VALUE)
                : scheme.symmetric() ? symmetric(range, MAXIMUM) : of(range);
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

    /**
     * The zero point is 0 and the largest magnitude in the range is {@code maximum} steps: scale = magnitude / maximum in
     * float32 (TFLite's {@code QuantizeActivationToInt16} for int16). A range of nothing but 0 gets scale 1.
     */
    public static Quantization symmetric(Range range, int maximum) {
        float scale = Math.max(Math.abs(range.minimum()), Math.abs(range.maximum())) / maximum;
        return Quantization.perTensor(scale == 0 ? 1 : scale, 0);
    }
}
