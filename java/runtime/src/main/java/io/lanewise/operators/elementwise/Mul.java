// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Elementwise product with NumPy broadcasting, then the fused activation. */
public record Mul(int left, int right, int output, Activation activation) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(left, right);
    }

    @Override
    public Mul remap(IntUnaryOperator map) {
        return new Mul(map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output), activation);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "MUL";
    }
}
