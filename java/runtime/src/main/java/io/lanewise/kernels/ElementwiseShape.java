// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.Reshape;

/** An operator of one input and an output of its shape, or of RESHAPE as many elements. {@code elements}: at least 1. */
public record ElementwiseShape(int elements) {

    /**
     * The elements of an operator's input and output.
     *
     * @throws ModelException if their shapes differ, of RESHAPE the number of elements, or there are none
     */
    public static ElementwiseShape of(Graph graph, int operatorIndex, Operator operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        int input = operator.inputs().get(0);
        int elements = context.elements(input);
        context.require(context.elements(operator.output()) == elements,
                "input %s and output %s differ in number of elements", context.tensor(input),
                context.tensor(operator.output()));
        if (!(operator instanceof Reshape)) {
            context.requireOutputDims(operator.output(), context.tensor(input).shape().dims());
        }
        return new ElementwiseShape(elements);
    }
}
