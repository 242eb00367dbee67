// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Shape;

/** Counts multiply-accumulates: products with a weight, those with padding included. */
public final class MacCounter {

    private MacCounter() {}

    /**
     * Multiply-accumulates of one operator in one inference: every element of the output is a sum of as many products as its
     * channel has weights. 0 of an operator without weights.
     */
    public static long macs(Graph graph, Operator operator) {
        if (!(operator instanceof WeightedOperator weighted)) {
            return 0;
        }
        Shape weights = graph.tensor(weighted.weights()).shape();
        return (long) graph.tensor(weighted.output()).shape().elements()
                * (weights.elements() / weights.dim(weighted.channelAxis()));
    }
}
