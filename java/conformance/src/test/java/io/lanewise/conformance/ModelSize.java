// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Tensor;

/** What damaged and foreign models are run: more would only take long. */
public final class ModelSize {
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_MULTIPLICATIONS = 200_000_000;

    private ModelSize() {}

    /** Whether a run takes more memory or multiplications than a test has time for. */
    public static boolean isTooLarge(Graph graph) {
        long bytes = graph.tensors().stream().mapToLong(Tensor::bytes).sum();
        long multiplications = graph.operators().stream()
                .mapToLong(operator -> multiplications(graph, operator))
                .sum();
        return bytes > MOST_BYTES || multiplications > MOST_MULTIPLICATIONS;
    }

    /** At most: every output element with as many weights as the largest constant holds for it, or a large window. */
    private static long multiplications(Graph graph, Operator operator) {
        long most = operator.inputs().stream()
                .map(graph::tensor)
                .filter(Tensor::isConstant)
                .mapToLong(tensor -> tensor.shape().elements())
                .max()
                .orElse(64);
        boolean product =
                operator instanceof BatchMatMul || operator instanceof AveragePool2d || operator instanceof MaxPool2d;
        long window = product ? graph.tensor(operator.inputs().get(0)).shape().elements() : most;
        return graph.tensor(operator.outputs().get(0)).shape().elements() * window;
    }
}
