// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

/** How an operator, its inputs and its output come into a graph of either type. */
@FunctionalInterface
interface Recipe {
    void addTo(RandomGraph graph);
}
