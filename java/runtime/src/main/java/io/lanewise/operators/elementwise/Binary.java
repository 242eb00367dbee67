// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A function of two inputs, element by element, that broadcast as NumPy's do; then the fused activation. ADD and MUL are
 * {@link Add} and {@link Mul}.
 */
public record Binary(BinaryFunction function, int left, int right, int output, Activation activation) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(left, right);
    }

    @Override
    public Binary remap(IntUnaryOperator map) {
        return new Binary(function, map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output), activation);
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
