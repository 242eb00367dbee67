// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

/** How a reduction joins values. */
public enum ReduceFunction {
    /** Of truths: whether all hold. */
    ALL,
    /** Of truths: whether any holds. */
    ANY,
    MAX,
    MIN,
    PROD,
    SUM;

    /** Whether it is a function of truths, and of nothing else. */
    public boolean isLogical() {
        return this == ALL || this == ANY;
    }
}
