// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Reshape;

/**
 * An operator of one input that gives as many elements as it takes, in the same shape unless it is a RESHAPE.
 * {@code elements} is at least 1.
 */
public record ElementwiseShape(int elements) {

    /**
     * The elements of an operator's input and output.
     *
     * @throws ModelException if their numbers or shapes differ, or there are none
     */
    public static ElementwiseShape of(Graph graph, int operatorIndex, Operator operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        int input = operator.inputs().get(0);
        int elements = context.elements(input);
        context.require(context.elements(operator.output()) == elements,
                "input %s and output %s differ in number of elements", context.tensor(input),
                context.tensor(operator.output()));
        context.require(operator instanceof Reshape
                || context.tensor(input).shape().equals(context.tensor(operator.output()).shape()),
                "input %s and output %s differ in shape", context.tensor(input), context.tensor(operator.output()));
        return new ElementwiseShape(elements);
    }
}
