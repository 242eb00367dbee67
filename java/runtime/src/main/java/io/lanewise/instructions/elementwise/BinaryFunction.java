// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.internal.Lanewise;
import io.lanewise.tensor.DataType;

/** Functions of two values that have no operator of their own. */
public enum BinaryFunction {
    DIV,
    /** The quotient, rounded down. */
    FLOOR_DIV,
    /** What {@link #FLOOR_DIV} leaves: it has the divisor's sign. */
    FLOOR_MOD,
    /** Of truths. */
    LOGICAL_AND,
    /** Of truths. */
    LOGICAL_OR,
    MAXIMUM,
    MINIMUM,
    /** The left value to the power of the right. */
    POW,
    SQUARED_DIFFERENCE,
    SUB;

    /** Whether the result is one of the two values. */
    public boolean isExtremum() {
        return this == MAXIMUM || this == MINIMUM;
    }

    /** Whether TFLite computes it on int8 or int16 that stand for reals. */
    public boolean hasForm(DataType type) {
        return switch (this) {
            case DIV, MAXIMUM, MINIMUM, SUB -> true;
            case SQUARED_DIFFERENCE -> type == DataType.INT8;
            case FLOOR_DIV, FLOOR_MOD, LOGICAL_AND, LOGICAL_OR, POW -> false;
        };
    }

    /** Whether it is a function of truths, and of nothing else. */
    public boolean isLogical() {
        return this == LOGICAL_AND || this == LOGICAL_OR;
    }

    /** Whether native and Java kernels give the same bits. */
    boolean isExact() {
        return switch (this) {
            case DIV, FLOOR_DIV, FLOOR_MOD, MAXIMUM, MINIMUM, SQUARED_DIFFERENCE, SUB -> true;
            case LOGICAL_AND, LOGICAL_OR, POW -> false;
        };
    }

    /** Its {@code lanewise_binary_function}; -1 if it has none. */
    int toNative() {
        return switch (this) {
            case DIV -> Lanewise.LANEWISE_DIV;
            case FLOOR_DIV -> Lanewise.LANEWISE_FLOOR_DIV;
            case FLOOR_MOD -> Lanewise.LANEWISE_FLOOR_MOD;
            case LOGICAL_AND, LOGICAL_OR -> -1;
            case MAXIMUM -> Lanewise.LANEWISE_MAXIMUM;
            case MINIMUM -> Lanewise.LANEWISE_MINIMUM;
            case POW -> Lanewise.LANEWISE_POW;
            case SQUARED_DIFFERENCE -> Lanewise.LANEWISE_SQUARED_DIFFERENCE;
            case SUB -> Lanewise.LANEWISE_SUB;
        };
    }

    /**
     * The function itself; {@link StrictMath} where platforms could differ in the last bit.
     *
     * @throws IllegalArgumentException if it has no floats
     */
    FloatBinaryFunction ofFloats() {
        return switch (this) {
            case DIV -> (left, right) -> left / right;
            case FLOOR_DIV -> (left, right) -> (float) Math.floor(left / right);
            case FLOOR_MOD -> BinaryFunction::floorMod;
            case LOGICAL_AND, LOGICAL_OR ->
                throw new IllegalArgumentException("works on " + DataType.BOOL.label() + " only");
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case POW -> (left, right) -> (float) StrictMath.pow(left, right);
            case SQUARED_DIFFERENCE -> (left, right) -> (left - right) * (left - right);
            case SUB -> (left, right) -> left - right;
        };
    }

    private static float floorMod(float left, float right) {
        float rest = left % right;
        return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
    }

    /** The same of integers that stand for themselves, or of truths. */
    public IntegerFunction ofIntegers() {
        return switch (this) {
            case DIV -> IntegerFunction.DIV;
            case FLOOR_DIV -> IntegerFunction.FLOOR_DIV;
            case FLOOR_MOD -> IntegerFunction.FLOOR_MOD;
            case LOGICAL_AND -> IntegerFunction.AND;
            case LOGICAL_OR -> IntegerFunction.OR;
            case MAXIMUM -> IntegerFunction.MAXIMUM;
            case MINIMUM -> IntegerFunction.MINIMUM;
            case POW -> IntegerFunction.POW;
            case SQUARED_DIFFERENCE -> IntegerFunction.SQUARED_DIFFERENCE;
            case SUB -> IntegerFunction.SUB;
        };
    }
}
