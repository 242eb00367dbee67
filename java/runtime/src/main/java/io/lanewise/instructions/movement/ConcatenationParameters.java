// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * {@code rows} times, the next {@code elements[i]} elements of every input i in turn.
 *
 * @param type of all elements
 */
public record ConcatenationParameters(int rows, int[] elements, DataType type) {

    /**
     * Rows are the dimensions outside the axis.
     *
     * @throws IllegalArgumentException if shapes do not fit, or int8 or int16 inputs differ from the output in scale or
     *         zero point
     */
    public static ConcatenationParameters of(List<Tensor> inputs, Tensor outputTensor, int axis) {
        Require.elements(outputTensor);
        Shape output = outputTensor.shape();
        Require.that(axis >= 0 && axis < output.rank(), "axis %s of output %s", axis, output);
        int rows = 1;
        for (int d = 0; d < axis; d++) {
            rows *= output.dim(d);
        }
        int[] elements = new int[inputs.size()];
        long along = 0;
        for (int i = 0; i < elements.length; i++) {
            Tensor input = inputs.get(i);
            elements[i] = Require.elements(input) / rows;
            Shape shape = input.shape();
            int[] expected = output.dims();
            if (shape.rank() == expected.length) {
                expected[axis] = shape.dim(axis);
                along += shape.dim(axis);
            }
            Require.that(
                    Arrays.equals(shape.dims(), expected),
                    "input %s %s does not fit output %s along axis %s",
                    i,
                    input,
                    output,
                    axis);
            Require.sameValues(input, outputTensor);
        }
        Require.that(
                along == output.dim(axis),
                "the inputs have %s elements along axis %s, output %s has others",
                along,
                axis,
                output);
        return new ConcatenationParameters(rows, elements, outputTensor.type());
    }
}
