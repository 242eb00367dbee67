// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

/** How a {@link Reduce} joins values. */
public enum ReduceFunction {
    MAX("REDUCE_MAX"), MIN("REDUCE_MIN"), PROD("REDUCE_PROD"), SUM("SUM");

    private final String kind;

    ReduceFunction(String kind) {
        this.kind = kind;
    }

    /** TFLite's name of the operator. */
    String kind() {
        return kind;
    }
}
