// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.internal.Lanewise;
import io.lanewise.tensor.DataType;

/** Functions of one value. */
public enum UnaryFunction {
    ABS,
    CEIL,
    COS,
    /** {@code x} where positive, else {@code exp(x) - 1}. */
    ELU,
    EXP,
    FLOOR,
    /** {@code x * P(X < x)} of the normal distribution, by the error function. */
    GELU,
    /** {@code x * clamp(x + 3, 0, 6) / 6}. */
    HARD_SWISH,
    LOG,
    /** Of truths. */
    LOGICAL_NOT,
    NEG,
    /** To the nearest integer, ties to even. */
    ROUND,
    RSQRT,
    /** 1, 0 or -1. */
    SIGN,
    SIN,
    SQRT,
    SQUARE,
    TANH;

    /** Whether TFLite computes it on int8 or int16, by a table of its own or in fixed point. */
    public boolean hasForm(DataType type) {
        return switch (this) {
            case ABS, EXP, LOG, NEG, RSQRT, SQRT, TANH -> true;
            case GELU, HARD_SWISH -> type == DataType.INT8;
            case CEIL, COS, ELU, FLOOR, LOGICAL_NOT, ROUND, SIGN, SIN, SQUARE -> false;
        };
    }

    /**
     * Whether native and Java kernels give the same bits: arithmetic does that is rounded as IEEE 754 has it.
     */
    boolean isExact() {
        return switch (this) {
            case ABS, CEIL, FLOOR, HARD_SWISH, NEG, ROUND, RSQRT, SIGN, SQRT, SQUARE -> true;
            case COS, ELU, EXP, GELU, LOG, LOGICAL_NOT, SIN, TANH -> false;
        };
    }

    /** Its {@code lanewise_unary_function}; -1 if it has none. */
    int toNative() {
        return switch (this) {
            case ABS -> Lanewise.LANEWISE_ABS;
            case CEIL -> Lanewise.LANEWISE_CEIL;
            case COS -> Lanewise.LANEWISE_COS;
            case ELU -> Lanewise.LANEWISE_ELU;
            case EXP -> Lanewise.LANEWISE_EXP;
            case FLOOR -> Lanewise.LANEWISE_FLOOR;
            case GELU -> Lanewise.LANEWISE_GELU;
            case HARD_SWISH -> Lanewise.LANEWISE_HARD_SWISH;
            case LOG -> Lanewise.LANEWISE_LOG;
            case LOGICAL_NOT -> -1;
            case NEG -> Lanewise.LANEWISE_NEG;
            case ROUND -> Lanewise.LANEWISE_ROUND;
            case RSQRT -> Lanewise.LANEWISE_RSQRT;
            case SIGN -> Lanewise.LANEWISE_SIGN;
            case SIN -> Lanewise.LANEWISE_SIN;
            case SQRT -> Lanewise.LANEWISE_SQRT;
            case SQUARE -> Lanewise.LANEWISE_SQUARE;
            case TANH -> Lanewise.LANEWISE_TANH;
        };
    }

    /**
     * The function itself; {@link StrictMath} where platforms could differ in the last bit.
     *
     * @throws IllegalArgumentException if it has no floats
     */
    public FloatFunction ofFloats() {
        return switch (this) {
            case ABS -> Math::abs;
            case CEIL -> x -> (float) Math.ceil(x);
            case COS -> x -> (float) StrictMath.cos(x);
            case ELU -> x -> x > 0 ? x : (float) StrictMath.expm1(x);
            case EXP -> x -> (float) StrictMath.exp(x);
            case FLOOR -> x -> (float) Math.floor(x);
            case GELU -> x -> (float) (0.5 * x * (1 + errorFunction(x * StrictMath.sqrt(0.5))));
            case HARD_SWISH -> x -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
            case LOG -> x -> (float) StrictMath.log(x);
            case LOGICAL_NOT -> throw new IllegalArgumentException("works on bool only");
            case NEG -> x -> -x;
            case ROUND -> x -> (float) Math.rint(x);
            case RSQRT -> x -> 1 / (float) Math.sqrt(x);
            case SIGN -> Math::signum;
            case SIN -> x -> (float) StrictMath.sin(x);
            case SQRT -> x -> (float) Math.sqrt(x);
            case SQUARE -> x -> x * x;
            case TANH -> x -> (float) StrictMath.tanh(x);
        };
    }

    /** Within 1.5e-7: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26. */
    private static double errorFunction(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x));
        double series =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return Math.copySign(1 - series * StrictMath.exp(-x * x), x);
    }
}
