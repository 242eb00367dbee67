// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

/** Fused activation: a clamp of the real value. */
public enum Activation {
    /** No clamp. */
    NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
    /** At least 0. */
    RELU(0, Float.POSITIVE_INFINITY),
    /** From 0 to 6. */
    RELU6(0, 6),
    /** From -1 to 1. */
    RELU_N1_TO_1(-1, 1);

    private final float minimum;
    private final float maximum;

    Activation(float minimum, float maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** {@return lower bound of the result; negative infinity where there is none} */
    public float minimum() {
        return minimum;
    }

    /** {@return upper bound of the result; positive infinity where there is none} */
    public float maximum() {
        return maximum;
    }
}
