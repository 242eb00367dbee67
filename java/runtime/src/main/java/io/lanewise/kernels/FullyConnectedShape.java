// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Shape;

/**
 * Sizes of a dense layer: input [rows, inputChannels], weights [outputChannels, inputChannels], output [rows,
 * outputChannels]. All at least 1.
 */
public record FullyConnectedShape(int rows, int inputChannels, int outputChannels) {

    /**
     * The sizes of an operator. Only the weights say what a row is: as TFLite, the input's own dimensions are ignored.
     *
     * @throws ModelException if input, weights and output do not fit
     */
    public static FullyConnectedShape of(Graph graph, int operatorIndex, FullyConnected operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Shape weights = context.shape(operator.weights(), 2);
        int elements = context.elements(operator.input());
        context.require(elements % weights.dim(1) == 0, "input %s is not made of rows of %s",
                context.tensor(operator.input()), weights.dim(1));
        int rows = elements / weights.dim(1);
        context.require((long) rows * weights.dim(0) == context.elements(operator.output()),
                "expected output of %s rows of %s, got %s", rows, weights.dim(0), context.tensor(operator.output()));
        return new FullyConnectedShape(rows, weights.dim(1), weights.dim(0));
    }
}
