// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

/** How an operator of a given size, its inputs and its output come into a graph of either type. */
@FunctionalInterface
public interface SizedOperator {

    /** Adds them. */
    void addTo(SizedGraph graph);
}
