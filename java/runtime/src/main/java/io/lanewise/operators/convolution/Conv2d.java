// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.convolution;

import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.Window;

/**
 * 2-D convolution, NHWC, weights [output channels, kernel height, kernel width, input channels / groups], optional
 * bias [output channels] ({@code bias} is -1 without), then the fused activation. The number of groups is the input's
 * channels divided by the weights'.
 */
public record Conv2d(int input, int weights, int bias, int output, Window window,
        Activation activation) implements WeightedOperator {

    @Override
    public int channelAxis() {
        return 0;
    }

    @Override
    public Conv2d with(int input, int weights, int bias, int output, Activation activation) {
        return new Conv2d(input, weights, bias, output, window, activation);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "CONV_2D";
    }
}
