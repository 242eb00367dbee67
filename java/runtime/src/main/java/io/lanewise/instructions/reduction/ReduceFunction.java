// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

/** How a reduction joins values. */
public enum ReduceFunction {
    MAX,
    MIN,
    PROD,
    SUM
}
