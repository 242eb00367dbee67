// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Depthwise 2-D convolution, NHWC, weights [1, kernel height, kernel width, output channels], optional bias
 * [output channels] ({@code bias} is -1 without), then the fused activation. Output channel c reads input channel
 * c / multiplier, where multiplier is output channels divided by input channels.
 */
public record DepthwiseConv2d(int input, int weights, int bias, int output, Window window,
        Activation activation) implements Operator {

    @Override
    public List<Integer> inputs() {
        return bias < 0 ? List.of(input, weights) : List.of(input, weights, bias);
    }

    @Override
    public List<Integer> activations() {
        return List.of(input);
    }

    @Override
    public DepthwiseConv2d remap(IntUnaryOperator map) {
        return new DepthwiseConv2d(map.applyAsInt(input), map.applyAsInt(weights),
                bias < 0 ? bias : map.applyAsInt(bias), map.applyAsInt(output), window, activation);
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
