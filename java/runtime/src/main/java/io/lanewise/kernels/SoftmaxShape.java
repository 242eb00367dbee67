// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.tensor.Shape;

/** Softmax over {@code rows} rows of {@code depth} elements each. Both at least 1. */
public record SoftmaxShape(int rows, int depth) {

    /**
     * Rows are the last dimension.
     *
     * @throws ModelException if the input is a scalar or input and output differ in shape
     */
    public static SoftmaxShape of(Graph graph, int operatorIndex, Softmax operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        int elements = context.elements(operator.input());
        Shape shape = context.tensor(operator.input()).shape();
        context.require(shape.rank() > 0, "a scalar has no last dimension to normalize over");
        context.requireOutputDims(operator.output(), shape.dims());
        return new SoftmaxShape(elements / shape.dim(-1), shape.dim(-1));
    }
}
