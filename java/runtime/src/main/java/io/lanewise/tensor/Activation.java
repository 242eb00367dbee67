// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

/** Fused activation: a clamp of the real value. */
public enum Activation {
    NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
    RELU(0, Float.POSITIVE_INFINITY),
    RELU6(0, 6),
    RELU_N1_TO_1(-1, 1);

    private final float minimum;
    private final float maximum;

    Activation(float minimum, float maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** Lower bound of the result; negative infinity where there is none. */
    public float minimum() {
        return minimum;
    }

    /** Upper bound of the result; positive infinity where there is none. */
    public float maximum() {
        return maximum;
    }
}
