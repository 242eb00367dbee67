// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.internal.Lanewise;

/** What is asked of two values. NaN is unequal to everything. */
public enum Comparison {
    EQUAL,
    GREATER,
    GREATER_EQUAL,
    LESS,
    LESS_EQUAL,
    NOT_EQUAL;

    boolean holds(float left, float right) {
        return switch (this) {
            case EQUAL -> left == right;
            case GREATER -> left > right;
            case GREATER_EQUAL -> left >= right;
            case LESS -> left < right;
            case LESS_EQUAL -> left <= right;
            case NOT_EQUAL -> left != right;
        };
    }

    boolean holds(long left, long right) {
        return switch (this) {
            case EQUAL -> left == right;
            case GREATER -> left > right;
            case GREATER_EQUAL -> left >= right;
            case LESS -> left < right;
            case LESS_EQUAL -> left <= right;
            case NOT_EQUAL -> left != right;
        };
    }

    /** Its {@code lanewise_comparison}. */
    int toNative() {
        return switch (this) {
            case EQUAL -> Lanewise.LANEWISE_EQUAL;
            case GREATER -> Lanewise.LANEWISE_GREATER;
            case GREATER_EQUAL -> Lanewise.LANEWISE_GREATER_EQUAL;
            case LESS -> Lanewise.LANEWISE_LESS;
            case LESS_EQUAL -> Lanewise.LANEWISE_LESS_EQUAL;
            case NOT_EQUAL -> Lanewise.LANEWISE_NOT_EQUAL;
        };
    }
}
