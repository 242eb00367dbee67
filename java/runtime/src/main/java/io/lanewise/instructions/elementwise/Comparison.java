// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

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
}
