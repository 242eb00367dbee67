// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.Activation;

/** A fused activation on floats. */
public record FloatClamp(float minimum, float maximum) {

    /** The clamp of an activation. */
    public static FloatClamp of(Activation activation) {
        return new FloatClamp(activation.minimum(), activation.maximum());
    }

    /** As {@link #of}, within the finite floats, as TFLite has it where there is no activation. */
    public static FloatClamp finite(Activation activation) {
        return new FloatClamp(
                Math.max(activation.minimum(), -Float.MAX_VALUE), Math.min(activation.maximum(), Float.MAX_VALUE));
    }

    /** By TFLite's comparisons: a zero keeps its sign, NaN stays. */
    public float apply(float x) {
        return x < minimum ? minimum : x > maximum ? maximum : x;
    }

    /** Clamps the sums of all channels into {@code output[at...]}. */
    public void store(float[] sums, float[] output, int at) {
        for (int c = 0; c < sums.length; c++) {
            output[at + c] = apply(sums[c]);
        }
    }
}
