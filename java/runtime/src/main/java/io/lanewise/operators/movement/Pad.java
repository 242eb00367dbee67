// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Adds {@code before[d]} and {@code after[d]} cells of real value 0 around dimension d. */
public record Pad(int input, int output, List<Integer> before, List<Integer> after) implements Operator {

    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Pad remap(IntUnaryOperator map) {
        return new Pad(map.applyAsInt(input), map.applyAsInt(output), before, after);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "PAD";
    }
}
