// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Takes cells {@code begin[d]}, {@code begin[d] + strides[d]}, ... along each dimension d, as many as the output has there. A
 * stride may be negative, not 0.
 */
public record Slice(int input, int output, List<Integer> begin, List<Integer> strides) implements Operator {

    public Slice {
        begin = List.copyOf(begin);
        strides = List.copyOf(strides);
    }

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Slice remap(IntUnaryOperator map) {
        return new Slice(map.applyAsInt(input), map.applyAsInt(output), begin, strides);
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return strides.stream().allMatch(stride -> stride == 1) ? "SLICE" : "STRIDED_SLICE";
    }
}
