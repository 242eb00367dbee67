// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** {@code x} where x is not negative, {@code alpha * x} elsewhere. */
public record LeakyRelu(int input, int output, float alpha) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public LeakyRelu remap(IntUnaryOperator map) {
        return new LeakyRelu(map.applyAsInt(input), map.applyAsInt(output), alpha);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "LEAKY_RELU";
    }
}
