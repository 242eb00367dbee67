// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

import io.lanewise.instructions.elementwise.FloatBinaryFunction;

/** Functions of two values that have no operator of their own. */
public enum BinaryFunction {
    DIV,
    MAXIMUM,
    MINIMUM,
    /** The left value to the power of the right. */
    POW,
    SUB;

    /** Whether the result is one of the two values. */
    boolean isExtremum() {
        return this == MAXIMUM || this == MINIMUM;
    }

    /** Whether TFLite computes it on int8. */
    public boolean hasInt8Form() {
        return switch (this) {
            case MAXIMUM, MINIMUM, SUB -> true;
            case DIV, POW -> false;
        };
    }

    /** The function itself; {@link StrictMath} where platforms could differ in the last bit. */
    FloatBinaryFunction ofFloats() {
        return switch (this) {
            case DIV -> (left, right) -> left / right;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case POW -> (left, right) -> (float) StrictMath.pow(left, right);
            case SUB -> (left, right) -> left - right;
        };
    }
}
