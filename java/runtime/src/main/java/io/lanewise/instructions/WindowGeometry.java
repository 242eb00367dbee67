// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeWindow;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import org.bytedeco.javacpp.Loader;

/**
 * Sizes of a convolution or pooling over NHWC images. Output cell (y, x) reads input row
 * {@code y * strideHeight - paddingTop + i * dilationHeight} for kernel row i, where that row exists, and columns
 * alike. Padding below and to the right follows from the output size. Sizes, strides and dilations are at least 1,
 * paddings at least 0; no coordinate exceeds int. Every window of a pooling touches the image; one of a convolution
 * need not.
 *
 * @param groups 1 for pooling, {@code inputChannels} for depthwise
 */
public record WindowGeometry(
        int batch,
        int inputHeight,
        int inputWidth,
        int inputChannels,
        int outputHeight,
        int outputWidth,
        int outputChannels,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int paddingTop,
        int paddingLeft,
        int groups) {

    /**
     * The geometry of a convolution.
     *
     * @throws IllegalArgumentException if the shapes of input, weights, output and window do not fit
     */
    public static WindowGeometry ofConvolution(Layer layer, Window window) {
        Shape weights = Require.shape(layer.weights(), 4);
        int channels = Require.shape(layer.input(), 4).dim(3);
        Require.that(
                channels % weights.dim(3) == 0 && weights.dim(0) % (channels / weights.dim(3)) == 0,
                "weights %s do not divide %s input channels into groups",
                weights,
                channels);
        return of(
                layer.input(),
                layer.output(),
                window,
                weights.dim(1),
                weights.dim(2),
                weights.dim(0),
                channels / weights.dim(3));
    }

    /**
     * The geometry of a depthwise convolution.
     *
     * @throws IllegalArgumentException if the shapes of input, weights, output and window do not fit
     */
    public static WindowGeometry ofDepthwise(Layer layer, Window window) {
        Shape weights = Require.shape(layer.weights(), 4);
        int channels = Require.shape(layer.input(), 4).dim(3);
        Require.that(
                weights.dim(0) == 1 && weights.dim(3) % channels == 0,
                "expected weights [1,height,width,a multiple of %s], got %s",
                channels,
                weights);
        return of(layer.input(), layer.output(), window, weights.dim(1), weights.dim(2), weights.dim(3), channels);
    }

    /** A dense layer as a convolution of 1x1, its rows the cells of an image of one row. */
    public static WindowGeometry ofRows(int rows, int inputChannels, int outputChannels) {
        return new WindowGeometry(1, 1, rows, inputChannels, 1, rows, outputChannels, 1, 1, 1, 1, 1, 1, 0, 0, 1);
    }

    /**
     * The geometry of a pooling. Integer input and output must share scale and zero point.
     *
     * @throws IllegalArgumentException if shapes or quantizations do not fit, or a window lies wholly in the padding
     */
    public static WindowGeometry ofPool(Tensor input, Tensor output, Window window) {
        int channels = Require.shape(input, 4).dim(3);
        Require.that(window.dilationHeight() == 1 && window.dilationWidth() == 1, "pooling has no dilation");
        boolean wide = input.type() == DataType.INT16;
        if (input.type() != DataType.FLOAT32) {
            Require.sameQuantization(input, output);
        }
        WindowGeometry geometry = of(input, output, window, window.kernelHeight(), window.kernelWidth(), channels, 1);
        boolean touches = geometry.paddingTop < geometry.kernelHeight
                && geometry.paddingLeft < geometry.kernelWidth
                && (geometry.outputHeight - 1L) * geometry.strideHeight - geometry.paddingTop < geometry.inputHeight
                && (geometry.outputWidth - 1L) * geometry.strideWidth - geometry.paddingLeft < geometry.inputWidth;
        Require.that(touches, "a window lies wholly in the padding");
        long cells = (long) Math.min(geometry.kernelHeight, geometry.inputHeight)
                * Math.min(geometry.kernelWidth, geometry.inputWidth);
        Require.that(
                cells * (wide ? 32769 : 129) <= Integer.MAX_VALUE, "the sum of %s cells can overflow int32", cells);
        return geometry;
    }

    private static WindowGeometry of(
            Tensor input,
            Tensor output,
            Window window,
            int kernelHeight,
            int kernelWidth,
            int outputChannels,
            int groups) {
        Shape in = Require.shape(input, 4);
        Require.that(
                window.kernelHeight() == kernelHeight && window.kernelWidth() == kernelWidth,
                "window of %sx%s but weights of %sx%s",
                window.kernelHeight(),
                window.kernelWidth(),
                kernelHeight,
                kernelWidth);
        // So that no coordinate of a window overflows.
        Require.that(
                (long) in.dim(1) + window.paddingTop() + window.paddingBottom() <= Integer.MAX_VALUE
                        && (long) in.dim(2) + window.paddingLeft() + window.paddingRight() <= Integer.MAX_VALUE,
                "the padded image has more than 2^31 - 1 rows or columns");
        int outputHeight = window.outputHeight(in.dim(1));
        int outputWidth = window.outputWidth(in.dim(2));
        Require.that(outputHeight > 0 && outputWidth > 0, "the window does not fit input %s", input);
        Require.outputDims(output, in.dim(0), outputHeight, outputWidth, outputChannels);
        return new WindowGeometry(
                in.dim(0),
                in.dim(1),
                in.dim(2),
                in.dim(3),
                outputHeight,
                outputWidth,
                outputChannels,
                kernelHeight,
                kernelWidth,
                window.strideHeight(),
                window.strideWidth(),
                window.dilationHeight(),
                window.dilationWidth(),
                window.paddingTop(),
                window.paddingLeft(),
                groups);
    }

    /** The structure that the native library takes. */
    public NativeWindow toNative(NativeArguments arguments) {
        return new NativeWindow(arguments.allocate(Loader.sizeof(NativeWindow.class)))
                .batch(batch)
                .input_height(inputHeight)
                .input_width(inputWidth)
                .input_channels(inputChannels)
                .output_height(outputHeight)
                .output_width(outputWidth)
                .output_channels(outputChannels)
                .kernel_height(kernelHeight)
                .kernel_width(kernelWidth)
                .stride_height(strideHeight)
                .stride_width(strideWidth)
                .dilation_height(dilationHeight)
                .dilation_width(dilationWidth)
                .padding_top(paddingTop)
                .padding_left(paddingLeft)
                .groups(groups);
    }

    /** Input channels of one group. */
    public int groupInputChannels() {
        return inputChannels / groups;
    }

    /** Output channels of one group; of depthwise, the channel multiplier. */
    public int groupOutputChannels() {
        return outputChannels / groups;
    }
}
