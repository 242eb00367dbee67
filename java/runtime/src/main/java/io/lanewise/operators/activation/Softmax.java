// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** exp(beta x) divided by its sum along the last dimension. */
public record Softmax(int input, int output, float beta) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Softmax remap(IntUnaryOperator map) {
        return new Softmax(map.applyAsInt(input), map.applyAsInt(output), beta);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "SOFTMAX";
    }
}
