// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A function of every element alone. */
public record Unary(UnaryFunction function, int input, int output) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Unary remap(IntUnaryOperator map) {
        return new Unary(function, map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return function.name();
    }
}
