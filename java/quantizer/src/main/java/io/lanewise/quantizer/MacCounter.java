// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Shape;

/** Counts multiply-accumulates: products with a weight, those with padding included. */
public final class MacCounter {

    private MacCounter() {}

    /** Multiply-accumulates of one operator in one inference; 0 of an operator without weights. */
    public static long macs(Graph graph, Operator operator) {
        if (operator instanceof Conv2d conv) {
            return macs(graph, conv.output(), conv.weights(), 0);
        }
        if (operator instanceof DepthwiseConv2d depthwise) {
            return macs(graph, depthwise.output(), depthwise.weights(), 3);
        }
        if (operator instanceof FullyConnected dense) {
            return macs(graph, dense.output(), dense.weights(), 0);
        }
        return 0;
    }

    /** Every element of the output is a sum of as many products as its channel has weights. */
    private static long macs(Graph graph, int output, int weights, int channelAxis) {
        Shape shape = graph.tensor(weights).shape();
        return (long) graph.tensor(output).shape().elements() * (shape.elements() / shape.dim(channelAxis));
    }
}
