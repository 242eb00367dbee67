// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;

/**
 * Sizes of a convolution or pooling over NHWC images. Output cell (y, x) reads input row
 * {@code y * strideHeight - paddingTop + i * dilationHeight} for kernel row i, where that row exists, and columns alike.
 * Padding below and to the right follows from the output size. Sizes, strides and dilations are at least 1, paddings at
 * least 0; no coordinate exceeds int. Every window of a pooling touches the image; one of a convolution need not.
 *
 * @param groups 1 for pooling, {@code inputChannels} for depthwise
 */
public record WindowGeometry(int batch, int inputHeight, int inputWidth, int inputChannels, int outputHeight,
        int outputWidth, int outputChannels, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
        int dilationHeight, int dilationWidth, int paddingTop, int paddingLeft, int groups) {

    /**
     * The geometry of a convolution.
     *
     * @throws ModelException if the shapes of input, weights, output and window do not fit
     */
    public static WindowGeometry of(Graph graph, int operatorIndex, Conv2d operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Shape weights = context.shape(operator.weights(), 4);
        int channels = context.shape(operator.input(), 4).dim(3);
        context.require(channels % weights.dim(3) == 0 && weights.dim(0) % (channels / weights.dim(3)) == 0,
                "weights %s do not divide %s input channels into groups", weights, channels);
        return of(context, operator.input(), operator.output(), operator.window(), weights.dim(1), weights.dim(2),
                weights.dim(0), channels / weights.dim(3));
    }

    /**
     * The geometry of a depthwise convolution.
     *
     * @throws ModelException if the shapes of input, weights, output and window do not fit
     */
    public static WindowGeometry of(Graph graph, int operatorIndex, DepthwiseConv2d operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Shape weights = context.shape(operator.weights(), 4);
        int channels = context.shape(operator.input(), 4).dim(3);
        context.require(weights.dim(0) == 1 && weights.dim(3) % channels == 0,
                "expected weights [1,height,width,a multiple of %s], got %s", channels, weights);
        return of(context, operator.input(), operator.output(), operator.window(), weights.dim(1), weights.dim(2),
                weights.dim(3), channels);
    }

    /**
     * The geometry of an average pooling. Integer input and output must share scale and zero point.
     *
     * @throws ModelException if shapes or quantizations do not fit, or a window lies wholly in the padding
     */
    public static WindowGeometry of(Graph graph, int operatorIndex, AveragePool2d operator) {
        return ofPool(new OperatorContext(graph, operatorIndex), operator.input(), operator.output(), operator.window());
    }

    /**
     * The geometry of a max pooling. Integer input and output must share scale and zero point.
     *
     * @throws ModelException if shapes or quantizations do not fit, or a window lies wholly in the padding
     */
    public static WindowGeometry of(Graph graph, int operatorIndex, MaxPool2d operator) {
        return ofPool(new OperatorContext(graph, operatorIndex), operator.input(), operator.output(), operator.window());
    }

    /** A dense layer as a convolution of 1x1, its rows the cells of an image of one row. */
    public static WindowGeometry of(FullyConnectedShape shape) {
        return new WindowGeometry(1, 1, shape.rows(), shape.inputChannels(), 1, shape.rows(), shape.outputChannels(), 1, 1, 1,
                1, 1, 1, 0, 0, 1);
    }

    private static WindowGeometry ofPool(OperatorContext context, int input, int output, Window window) {
        int channels = context.shape(input, 4).dim(3);
        context.require(window.dilationHeight() == 1 && window.dilationWidth() == 1, "pooling has no dilation");
        boolean wide = context.tensor(input).type() == DataType.INT16;
        if (wide || context.tensor(input).type() == DataType.INT8) {
            context.requireSameQuantization(input, output);
        }
        WindowGeometry geometry = of(context, input, output, window, window.kernelHeight(), window.kernelWidth(), channels, 1);
        boolean touches = geometry.paddingTop < geometry.kernelHeight && geometry.paddingLeft < geometry.kernelWidth
                && (geometry.outputHeight - 1L) * geometry.strideHeight - geometry.paddingTop < geometry.inputHeight
                && (geometry.outputWidth - 1L) * geometry.strideWidth - geometry.paddingLeft < geometry.inputWidth;
        context.require(touches, "a window lies wholly in the padding");
        long cells = (long) Math.min(geometry.kernelHeight, geometry.inputHeight)
                * Math.min(geometry.kernelWidth, geometry.inputWidth);
        context.require(cells * (wide ? 32769 : 129) <= Integer.MAX_VALUE, "the sum of %s cells can overflow int32",
                cells);
        return geometry;
    }

    private static WindowGeometry of(OperatorContext context, int input, int output, Window window, int kernelHeight,
            int kernelWidth, int outputChannels, int groups) {
        Shape in = context.shape(input, 4);
        context.require(window.kernelHeight() == kernelHeight && window.kernelWidth() == kernelWidth,
                "window of %sx%s but weights of %sx%s", window.kernelHeight(), window.kernelWidth(), kernelHeight,
                kernelWidth);
        // So that no coordinate of a window overflows.
        context.require((long) in.dim(1) + window.paddingTop() + window.paddingBottom() <= Integer.MAX_VALUE
                && (long) in.dim(2) + window.paddingLeft() + window.paddingRight() <= Integer.MAX_VALUE,
                "the padded image has more than 2^31 - 1 rows or columns");
        int outputHeight = window.outputHeight(in.dim(1));
        int outputWidth = window.outputWidth(in.dim(2));
        context.require(outputHeight > 0 && outputWidth > 0, "the window does not fit input %s", context.tensor(input));
        context.requireOutputDims(output, in.dim(0), outputHeight, outputWidth, outputChannels);
        return new WindowGeometry(in.dim(0), in.dim(1), in.dim(2), in.dim(3), outputHeight, outputWidth, outputChannels,
                kernelHeight, kernelWidth, window.strideHeight(), window.strideWidth(), window.dilationHeight(),
                window.dilationWidth(), window.paddingTop(), window.paddingLeft(), groups);
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
