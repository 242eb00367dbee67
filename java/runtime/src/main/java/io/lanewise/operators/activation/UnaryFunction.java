// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

/** Functions of one value. */
public enum UnaryFunction {
    ABS, CEIL,
    /** {@code x} where positive, else {@code exp(x) - 1}. */
    ELU,
    EXP, FLOOR,
    /** {@code x * P(X < x)} of the normal distribution, by the error function. */
    GELU,
    /** {@code x * clamp(x + 3, 0, 6) / 6}. */
    HARD_SWISH,
    LOG, NEG,
    /** To the nearest integer, ties to even. */
    ROUND,
    RSQRT, SQRT, TANH
}
