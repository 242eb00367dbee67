// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Operator;

/**
 * What convolutions, depthwise convolutions and dense layers have in common.
 *
 * @param bias -1 without
 */
record WeightedOperator(Operator operator, int input, int weights, int bias, int output, Activation activation) {

    /** The operator as one with weights; null if it is none. */
    static WeightedOperator of(Operator operator) {
        if (operator instanceof Conv2d o) {
            return new WeightedOperator(o, o.input(), o.weights(), o.bias(), o.output(), o.activation());
        }
        if (operator instanceof DepthwiseConv2d o) {
            return new WeightedOperator(o, o.input(), o.weights(), o.bias(), o.output(), o.activation());
        }
        return operator instanceof FullyConnected o
                ? new WeightedOperator(o, o.input(), o.weights(), o.bias(), o.output(), o.activation()) : null;
    }

    /** Dimension of the weights along which the output channels lie. */
    int channelAxis() {
        return operator instanceof DepthwiseConv2d ? 3 : 0;
    }

    /** The same kind of operator on other tensors, with another clamp. */
    Operator with(int newInput, int newWeights, int newBias, int newOutput, Activation clamp) {
        if (operator instanceof Conv2d o) {
            return new Conv2d(newInput, newWeights, newBias, newOutput, o.window(), clamp);
        }
        if (operator instanceof DepthwiseConv2d o) {
            return new DepthwiseConv2d(newInput, newWeights, newBias, newOutput, o.window(), clamp);
        }
        return new FullyConnected(newInput, newWeights, newBias, newOutput, clamp, ((FullyConnected) operator).keepDims());
    }
}
