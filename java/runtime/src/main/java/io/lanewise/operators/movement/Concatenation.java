// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import io.lanewise.operators.Activation;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The inputs side by side along {@code axis} (not negative), then the fused activation. */
public record Concatenation(List<Integer> inputs, int output, int axis, Activation activation) implements Operator {

    public Concatenation {
        inputs = List.copyOf(inputs);
    }

    @Override
    public Concatenation remap(IntUnaryOperator map) {
        return new Concatenation(inputs.stream().map(map::applyAsInt).toList(), map.applyAsInt(output), axis,
                activation);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "CONCATENATION";
    }
}
