// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.Activation;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.tensor.Shape;
import java.util.Arrays;

/**
 * {@code rows} times, the next {@code elements[i]} elements of every input i in turn.
 *
 * @param elementBytes size of an element in bytes
 */
public record ConcatenationParameters(int rows, int[] elements, int elementBytes) {

    /**
     * Rows are the dimensions outside the axis.
     *
     * @throws ModelException if shapes do not fit, integer inputs differ from the output in scale or zero point, or there is a
     *         fused activation, which TFLite refuses too
     */
    public static ConcatenationParameters of(Graph graph, int operatorIndex, Concatenation operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Arithmetic arithmetic = Arithmetic.of(graph, operatorIndex);
        context.require(operator.activation() == Activation.NONE, "a fused %s is not supported", operator.activation());
        context.elements(operator.output());
        Shape output = context.tensor(operator.output()).shape();
        int axis = operator.axis();
        context.require(axis >= 0 && axis < output.rank(), "axis %s of output %s", axis, output);
        int rows = 1;
        for (int d = 0; d < axis; d++) {
            rows *= output.dim(d);
        }
        int[] elements = new int[operator.inputs().size()];
        long along = 0;
        for (int i = 0; i < elements.length; i++) {
            int input = operator.inputs().get(i);
            elements[i] = context.elements(input) / rows;
            Shape shape = context.tensor(input).shape();
            int[] expected = output.dims();
            if (shape.rank() == expected.length) {
                expected[axis] = shape.dim(axis);
                along += shape.dim(axis);
            }
            context.require(Arrays.equals(shape.dims(), expected), "input %s %s does not fit output %s along axis %s",
                    i, context.tensor(input), output, axis);
            if (arithmetic != Arithmetic.FLOAT32) {
                context.requireSameQuantization(input, operator.output());
            }
        }
        context.require(along == output.dim(axis), "the inputs have %s elements along axis %s, output %s has others",
                along, axis, output);
        return new ConcatenationParameters(rows, elements, arithmetic.type().bytes());
    }
}
