// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.Shape;

/**
 * How a convolution or pooling window moves over an NHWC image. Sizes in cells; padding is explicit on every side.
 * Sizes, strides and dilations are at least 1, paddings at least 0.
 */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int paddingTop,
        int paddingLeft,
        int paddingBottom,
        int paddingRight) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a size, stride or dilation is below 1 or a padding below 0
     */
    public Window {
        if (kernelHeight < 1
                || kernelWidth < 1
                || strideHeight < 1
                || strideWidth < 1
                || dilationHeight < 1
                || dilationWidth < 1) {
            throw new IllegalArgumentException(
                    "kernel " + kernelHeight + "x" + kernelWidth + ", stride " + strideHeight + "x" + strideWidth
                            + ", dilation " + dilationHeight + "x" + dilationWidth + ": each must be at least 1");
        }
        if (paddingTop < 0 || paddingLeft < 0 || paddingBottom < 0 || paddingRight < 0) {
            throw new IllegalArgumentException(
                    "negative padding " + paddingTop + "," + paddingLeft + "," + paddingBottom + "," + paddingRight);
        }
    }

    /** A window without padding, TensorFlow's VALID. */
    public static Window valid(
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int dilationHeight,
            int dilationWidth) {
        return new Window(
                kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, 0, 0, 0, 0);
    }

    /**
     * A window padded as TensorFlow's SAME: output = ceil(input / stride), the odd cell of padding below and to the
     * right.
     */
    public static Window same(
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int dilationHeight,
            int dilationWidth,
            int inputHeight,
            int inputWidth) {
        int height = samePadding(inputHeight, kernelHeight, strideHeight, dilationHeight);
        int width = samePadding(inputWidth, kernelWidth, strideWidth, dilationWidth);
        return new Window(
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth,
                height / 2,
                width / 2,
                height - height / 2,
                width - width / 2);
    }

    /** Whether {@link #same} pads an image [batch, height, width, channels] so. */
    public boolean isSame(Shape image) {
        return equals(same(
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth,
                image.dim(1),
                image.dim(2)));
    }

    private static int samePadding(int input, int kernel, int stride, int dilation) {
        long output = ((long) input + stride - 1) / stride;
        long needed = (output - 1) * stride + ((long) kernel - 1) * dilation + 1 - input;
        return Math.toIntExact(Math.max(needed, 0));
    }

    /** Rows of output for {@code inputHeight} rows of input; below 1 where the window does not fit. */
    public int outputHeight(int inputHeight) {
        return output(inputHeight, paddingTop, paddingBottom, kernelHeight, strideHeight, dilationHeight);
    }

    /** Columns of output for {@code inputWidth} columns of input; below 1 where the window does not fit. */
    public int outputWidth(int inputWidth) {
        return output(inputWidth, paddingLeft, paddingRight, kernelWidth, strideWidth, dilationWidth);
    }

    private static int output(int input, int before, int after, int kernel, int stride, int dilation) {
        long free = (long) input + before + after - (((long) kernel - 1) * dilation + 1);
        return free < 0 ? 0 : Math.toIntExact(free / stride + 1);
    }

    /**
     * The shape [batch, height, width, channels] that windows over an image of another give.
     *
     * @throws IllegalArgumentException if the image has not 4 dimensions or the window does not fit into it
     */
    public Shape over(Shape image, int channels) {
        Require.that(image.rank() == 4, "expected 4 dimensions, got %s", image);
        int height = outputHeight(image.dim(1));
        int width = outputWidth(image.dim(2));
        Require.that(height > 0 && width > 0, "the window does not fit input %s", image);
        return Shape.of(image.dim(0), height, width, channels);
    }
}
