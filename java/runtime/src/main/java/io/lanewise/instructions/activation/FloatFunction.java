// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

/** A float32 function of one value. */
public interface FloatFunction {

    /** The function's value; NaN and infinities as IEEE 754 has them. */
    float apply(float x);
}
