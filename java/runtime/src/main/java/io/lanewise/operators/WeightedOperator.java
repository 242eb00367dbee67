// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A convolution, depthwise convolution or dense layer: sums of products of the input and weights, a bias, a fused activation. */
public sealed interface WeightedOperator extends Operator permits Conv2d, DepthwiseConv2d, FullyConnected {

    /** Index of the values that the weights are multiplied with. */
    int input();

    /** Index of the weights. */
    int weights();

    /** Index of the bias [output channels]; -1 without. */
    int bias();

    /** The clamp of the sums. */
    Activation activation();

    /** Dimension of the weights along which the output channels lie: the first or the last. */
    int channelAxis();

    /** The same kind of operator on other tensors, with another clamp. */
    WeightedOperator with(int input, int weights, int bias, int output, Activation activation);

    @Override
    default List<Integer> inputs() {
        return bias() < 0 ? List.of(input(), weights()) : List.of(input(), weights(), bias());
    }

    @Override
    default List<Integer> activations() {
        return List.of(input());
    }

    @Override
    default WeightedOperator remap(IntUnaryOperator map) {
        return with(map.applyAsInt(input()), map.applyAsInt(weights()), bias() < 0 ? bias() : map.applyAsInt(bias()),
                map.applyAsInt(output()), activation());
    }
}
