// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A clamp that stands alone, not fused into the operator before it. */
public record Relu(int input, int output, Activation activation) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Relu remap(IntUnaryOperator map) {
        return new Relu(map.applyAsInt(input), map.applyAsInt(output), activation);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return activation.name();
    }
}
