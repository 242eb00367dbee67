// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Mean over {@code axes} (not negative, ascending). {@code keepDims} leaves the reduced dimensions as size 1. */
public record Mean(int input, int output, List<Integer> axes, boolean keepDims) implements Operator {

    public Mean {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Mean remap(IntUnaryOperator map) {
        return new Mean(map.applyAsInt(input), map.applyAsInt(output), axes, keepDims);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "MEAN";
    }
}
