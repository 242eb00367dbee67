// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * 2-D convolution, NHWC, weights [output channels, kernel height, kernel width, input channels / groups], optional
 * bias [output channels] ({@code bias} is -1 without), then the fused activation. The number of groups is the input's
 * channels divided by the weights'.
 */
public record Conv2d(int input, int weights, int bias, int output, Window window,
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
    public Conv2d remap(IntUnaryOperator map) {
        return new Conv2d(map.applyAsInt(input), map.applyAsInt(weights), bias < 0 ? bias : map.applyAsInt(bias),
                map.applyAsInt(output), window, activation);
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
