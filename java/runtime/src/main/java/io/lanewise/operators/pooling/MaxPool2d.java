// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.pooling;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import io.lanewise.operators.Window;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Maximum over the cells of a window that lie inside the NHWC image, then the fused activation. */
public record MaxPool2d(int input, int output, Window window, Activation activation) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public MaxPool2d remap(IntUnaryOperator map) {
        return new MaxPool2d(map.applyAsInt(input), map.applyAsInt(output), window, activation);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "MAX_POOL_2D";
    }
}
