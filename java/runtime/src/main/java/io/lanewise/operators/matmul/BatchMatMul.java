// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.matmul;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OperatorVisitor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Product of matrices in the last two dimensions, [.., M, K] x [.., K, N]; outer dimensions broadcast. Both are activations;
 * constant weights are a {@link FullyConnected}.
 */
public record BatchMatMul(int left, int right, int output) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(left, right);
    }

    @Override
    public BatchMatMul remap(IntUnaryOperator map) {
        return new BatchMatMul(map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output));
    }

    @Override
    public <R> R accept(OperatorVisitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String kind() {
        return "BATCH_MATMUL";
    }
}
