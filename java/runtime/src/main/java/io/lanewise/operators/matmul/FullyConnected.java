// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.matmul;

import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import io.lanewise.operators.WeightedOperator;

/**
 * Dense layer: input seen as [rows, input channels], weights [output channels, input channels], optional bias
 * [output channels] ({@code bias} is -1 without), then the fused activation. {@code keepDims} keeps the input's outer
 * dimensions instead of folding them into rows. {@code asymmetricInputs} matters to float activations with integer weights,
 * whose rows are quantized at run time: each with a zero point of its own, or with 0.
 */
public record FullyConnected(int input, int weights, int bias, int output, Activation activation, boolean keepDims,
        boolean asymmetricInputs) implements WeightedOperator {

    /** A dense layer whose rows, were they quantized at run time, had zero point 0. */
    public FullyConnected(int input, int weights, int bias, int output, Activation activation, boolean keepDims) {
        this(input, weights, bias, output, activation, keepDims, false);
    }

    @Override
    public int channelAxis() {
        return 0;
    }

    @Override
    public FullyConnected with(int input, int weights, int bias, int output, Activation activation) {
        return new FullyConnected(input, weights, bias, output, activation, keepDims, asymmetricInputs);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "FULLY_CONNECTED";
    }
}
