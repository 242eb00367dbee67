// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.convolution;

import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.Window;

/**
 * Depthwise 2-D convolution, NHWC, weights [1, kernel height, kernel width, output channels], optional bias
 * [output channels] ({@code bias} is -1 without), then the fused activation. Output channel c reads input channel
 * c / multiplier, where multiplier is output channels divided by input channels.
 */
public record DepthwiseConv2d(int input, int weights, int bias, int output, Window window,
        Activation activation) implements WeightedOperator {

    @Override
    public int channelAxis() {
        return 3;
    }

    @Override
    public DepthwiseConv2d with(int input, int weights, int bias, int output, Activation activation) {
        return new DepthwiseConv2d(input, weights, bias, output, window, activation);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "DEPTHWISE_CONV_2D";
    }
}
