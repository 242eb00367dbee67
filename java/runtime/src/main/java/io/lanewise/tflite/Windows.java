// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.instructions.Window;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.Padding;

/** The windows that convolutions and pooling move over an image, which is input 0. */
final class Windows {

    private Windows() {}

    static Window of(
            OperatorSource source,
            byte padding,
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int dilationHeight,
            int dilationWidth) {
        return of(
                rank4(source, 0),
                padding,
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth);
    }

    /** Over an image of any shape [batch, height, width, channels]. */
    static Window of(
            Shape input,
            byte padding,
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int dilationHeight,
            int dilationWidth) {
        int least = Math.min(
                Math.min(kernelHeight, kernelWidth),
                Math.min(Math.min(strideHeight, strideWidth), Math.min(dilationHeight, dilationWidth)));
        Problem.unless(
                least > 0,
                "kernel %dx%d, stride %dx%d, dilation %dx%d: each must be at least 1",
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth);
        Problem.unless(
                padding == Padding.SAME || padding == Padding.VALID, "padding number %d is not supported", padding);
        return padding == Padding.VALID
                ? Window.valid(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth)
                : Window.same(
                        kernelHeight,
                        kernelWidth,
                        strideHeight,
                        strideWidth,
                        dilationHeight,
                        dilationWidth,
                        input.dim(1),
                        input.dim(2));
    }

    /** The shape of an input that must have four dimensions. */
    static Shape rank4(OperatorSource source, int position) {
        Shape shape = source.tensor(source.input(position)).shape();
        Problem.unless(
                shape.rank() == 4 && shape.elements() > 0,
                "input %d has shape %s instead of 4 dimensions",
                position,
                shape);
        return shape;
    }
}
