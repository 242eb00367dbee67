// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Reorders dimensions: the output's dimension d is the input's {@code permutation[d]}. */
public record Transpose(int input, int output, List<Integer> permutation) implements Operator {

    public Transpose {
        permutation = List.copyOf(permutation);
    }

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Transpose remap(IntUnaryOperator map) {
        return new Transpose(map.applyAsInt(input), map.applyAsInt(output), permutation);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "TRANSPOSE";
    }
}
