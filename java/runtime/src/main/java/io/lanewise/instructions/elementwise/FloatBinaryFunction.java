// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

/** A float32 function of two values. */
public interface FloatBinaryFunction {

    /** The function's value; NaN and infinities as IEEE 754 has them. */
    float apply(float left, float right);
}
