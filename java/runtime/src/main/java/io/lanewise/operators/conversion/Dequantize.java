// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.conversion;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Integer to float, by the input tensor's quantization. */
public record Dequantize(int input, int output) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public Dequantize remap(IntUnaryOperator map) {
        return new Dequantize(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "DEQUANTIZE";
    }
}
