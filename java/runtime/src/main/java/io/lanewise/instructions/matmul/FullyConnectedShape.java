// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Layer;
import io.lanewise.instructions.Require;
import io.lanewise.tensor.Shape;

/**
 * Sizes of a dense layer: input [rows, inputChannels], weights [outputChannels, inputChannels], output [rows,
 * outputChannels]. All at least 1.
 */
public record FullyConnectedShape(int rows, int inputChannels, int outputChannels) {

    /**
     * The sizes of an operator. Only the weights say what a row is: as TFLite, the input's own dimensions are ignored.
     *
     * @throws IllegalArgumentException if input, weights and output do not fit
     */
    public static FullyConnectedShape of(Layer layer) {
        Shape weights = Require.shape(layer.weights(), 2);
        int elements = Require.elements(layer.input());
        Require.that(
                elements % weights.dim(1) == 0, "input %s is not made of rows of %s", layer.input(), weights.dim(1));
        int rows = elements / weights.dim(1);
        Require.that(
                (long) rows * weights.dim(0) == Require.elements(layer.output()),
                "expected output of %s rows of %s, got %s",
                rows,
                weights.dim(0),
                layer.output());
        return new FullyConnectedShape(rows, weights.dim(1), weights.dim(0));
    }
}
