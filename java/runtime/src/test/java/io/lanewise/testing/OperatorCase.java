// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Tensor;

/**
 * A model of one operator and one record of inputs for it.
 *
 * @param graph the operator
 * @param inputs the bytes of all its inputs in order
 */
public record OperatorCase(Graph graph, byte[] inputs) {

    /** The operator. */
    public Operator operator() {
        return graph.operators().get(0);
    }

    /** The operator and its tensors, for messages. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(operator().toString());
        for (Tensor tensor : graph.tensors()) {
            text.append("; ").append(tensor).append(' ').append(tensor.quantization());
        }
        return text.toString();
    }
}
