// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.RunFailure;
import io.lanewise.internal.Lanewise;

/** Functions of two integers, each with its own low bits where a result does not fit its type. */
public enum IntegerFunction {
    ADD,
    AND,
    /** Rounded towards 0. */
    DIV,
    /** Rounded down. */
    FLOOR_DIV,
    /** What {@link #FLOOR_DIV} leaves: it has the divisor's sign. */
    FLOOR_MOD,
    MAXIMUM,
    MINIMUM,
    MUL,
    OR,
    /** The left value to the power of the right, which must not be negative. */
    POW,
    SQUARED_DIFFERENCE,
    SUB;

    /**
     * The function's value.
     *
     * @throws RunFailure if there is none
     */
    long apply(long left, long right) {
        return switch (this) {
            case ADD -> left + right;
            case AND -> left & right;
            case DIV -> left / divisor(right);
            case FLOOR_DIV -> Math.floorDiv(left, divisor(right));
            case FLOOR_MOD -> Math.floorMod(left, divisor(right));
            case MAXIMUM -> Math.max(left, right);
            case MINIMUM -> Math.min(left, right);
            case MUL -> left * right;
            case OR -> left | right;
            case POW -> power(left, right);
            case SQUARED_DIFFERENCE -> (left - right) * (left - right);
            case SUB -> left - right;
        };
    }

    /** Its {@code lanewise_integer_function}. */
    int toNative() {
        return switch (this) {
            case ADD -> Lanewise.LANEWISE_INTEGER_ADD;
            case AND -> Lanewise.LANEWISE_INTEGER_AND;
            case DIV -> Lanewise.LANEWISE_INTEGER_DIV;
            case FLOOR_DIV -> Lanewise.LANEWISE_INTEGER_FLOOR_DIV;
            case FLOOR_MOD -> Lanewise.LANEWISE_INTEGER_FLOOR_MOD;
            case MAXIMUM -> Lanewise.LANEWISE_INTEGER_MAXIMUM;
            case MINIMUM -> Lanewise.LANEWISE_INTEGER_MINIMUM;
            case MUL -> Lanewise.LANEWISE_INTEGER_MUL;
            case OR -> Lanewise.LANEWISE_INTEGER_OR;
            case POW -> Lanewise.LANEWISE_INTEGER_POW;
            case SQUARED_DIFFERENCE -> Lanewise.LANEWISE_INTEGER_SQUARED_DIFFERENCE;
            case SUB -> Lanewise.LANEWISE_INTEGER_SUB;
        };
    }

    private static long divisor(long divisor) {
        if (divisor == 0) {
            throw new RunFailure("divides by 0");
        }
        return divisor;
    }

    private static long power(long base, long exponent) {
        if (exponent < 0) {
            throw new RunFailure("raises to the power of " + exponent + "; integers take powers from 0 on");
        }
        long result = 1;
        long factor = base;
        for (long e = exponent; e > 0; e >>= 1, factor *= factor) {
            if ((e & 1) != 0) {
                result *= factor;
            }
        }
        return result;
    }
}
