// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.internal.Lanewise;

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

    /** Whether native and Java kernels give the same bits: where the order of values does not matter. */
    boolean isExact() {
        return switch (this) {
            case ALL, ANY, MAX, MIN -> true;
            case PROD, SUM -> false;
        };
    }

    /** Its {@code lanewise_reduce_function}: of truths, which are 0 and 1, an extremum. */
    int toNative() {
        return switch (this) {
            case ANY, MAX -> Lanewise.LANEWISE_REDUCE_MAX;
            case ALL, MIN -> Lanewise.LANEWISE_REDUCE_MIN;
            case PROD -> Lanewise.LANEWISE_REDUCE_PROD;
            case SUM -> Lanewise.LANEWISE_REDUCE_SUM;
        };
    }
}
