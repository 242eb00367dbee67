// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

/** Functions of two values that have no operator of their own. */
public enum BinaryFunction {
    DIV, MAXIMUM, MINIMUM,
    /** The left value to the power of the right. */
    POW,
    SUB
}
