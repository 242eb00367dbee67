// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** {@code x} where x is not negative, {@code slope * x} elsewhere. The constant slope broadcasts to the input's shape. */
public record Prelu(int input, int slope, int output) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input, slope);
    }

    @Override
    public Prelu remap(IntUnaryOperator map) {
        return new Prelu(map.applyAsInt(input), map.applyAsInt(slope), map.applyAsInt(output));
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "PRELU";
    }
}
