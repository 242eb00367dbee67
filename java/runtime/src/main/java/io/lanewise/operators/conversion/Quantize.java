// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.conversion;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Float to integer, or integer to integer of another scale (requantize), by the output tensor's quantization. */
public record Quantize(int input, int output) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Quantize remap(IntUnaryOperator map) {
        return new Quantize(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "QUANTIZE";
    }
}
