// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A sum, product or extreme over {@code axes} (not negative, ascending). {@code keepDims} leaves the reduced dimensions as size
 * 1. The mean is {@link Mean}.
 */
public record Reduce(ReduceFunction function, int input, int output, List<Integer> axes, boolean keepDims) implements Operator {

    public Reduce {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Reduce remap(IntUnaryOperator map) {
        return new Reduce(function, map.applyAsInt(input), map.applyAsInt(output), axes, keepDims);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return function.kind();
    }
}
