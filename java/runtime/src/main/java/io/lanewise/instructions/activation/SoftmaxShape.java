// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;

/** Softmax over {@code rows} rows of {@code depth} elements each. Both at least 1. */
public record SoftmaxShape(int rows, int depth) {

    /**
     * Rows are the last dimension.
     *
     * @throws IllegalArgumentException if the input is a scalar or input and output differ in shape
     */
    public static SoftmaxShape of(Tensor input, Tensor output) {
        int elements = Require.elements(input);
        Shape shape = input.shape();
        Require.that(shape.rank() > 0, "a scalar has no last dimension to normalize over");
        Require.outputDims(output, shape.dims());
        return new SoftmaxShape(elements / shape.dim(-1), shape.dim(-1));
    }
}
