// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.resize.Resize;
import io.lanewise.tensor.Shape;

/** Sizes of a resized image. */
public record ResizeGeometry(int batch, int inputHeight, int inputWidth, int outputHeight, int outputWidth, int channels) {
    /** Rows or columns; cells are counted in 2^-10 of one, in int32. */
    private static final int MAX_SIZE = 1 << 20;

    /**
     * The sizes of an operator.
     *
     * @throws ModelException if input and output differ in batch, channels or int8 quantization, is too
     *         large, or both {@code alignCorners} and {@code halfPixelCenters} are asked for
     */
    public static ResizeGeometry of(Graph graph, int operatorIndex, Resize operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Shape in = context.shape(operator.input(), 4);
        Shape out = context.shape(operator.output(), 4);
        context.require(in.dim(0) == out.dim(0) && in.dim(3) == out.dim(3),
                "input %s and output %s differ in batch or channels", in, out);
        context.require(Math.max(Math.max(in.dim(1), in.dim(2)), Math.max(out.dim(1), out.dim(2))) <= MAX_SIZE,
                "resizing %s to %s; at most %s rows and columns are supported", in, out, MAX_SIZE);
        context.require(!operator.alignCorners() || !operator.halfPixelCenters(),
                "align_corners and half_pixel_centers exclude each other");
        if (Arithmetic.of(graph, operatorIndex) != Arithmetic.FLOAT32) {
            context.requireSameQuantization(operator.input(), operator.output());
        }
        return new ResizeGeometry(in.dim(0), in.dim(1), in.dim(2), out.dim(1), out.dim(2), in.dim(3));
    }
}
