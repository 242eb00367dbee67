// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.Conv2DOptions;
import io.lanewise.tflite.schema.DepthwiseConv2DOptions;
import io.lanewise.tflite.schema.Padding;
import io.lanewise.tflite.schema.Pool2DOptions;

/** Convolutions and pooling: operators that move a window over an image. */
final class WindowOperators {

    private WindowOperators() {}

    static Operator conv2d(OperatorSource source) {
        Conv2DOptions options = source.options(BuiltinOptions.Conv2DOptions, new Conv2DOptions());
        Shape weights = rank4(source, 1);
        Window window = window(source, options.padding(), weights.dim(1), weights.dim(2), options.strideH(),
                options.strideW(), options.dilationHFactor(), options.dilationWFactor());
        return new Conv2d(source.input(0), source.input(1), source.optionalInput(2), source.output(), window,
                Activations.of(options.fusedActivationFunction()));
    }

    static Operator depthwiseConv2d(OperatorSource source) {
        DepthwiseConv2DOptions options = source.options(BuiltinOptions.DepthwiseConv2DOptions, new DepthwiseConv2DOptions());
        Shape weights = rank4(source, 1);
        Window window = window(source, options.padding(), weights.dim(1), weights.dim(2), options.strideH(),
                options.strideW(), options.dilationHFactor(), options.dilationWFactor());
        return new DepthwiseConv2d(source.input(0), source.input(1), source.optionalInput(2), source.output(), window,
                Activations.of(options.fusedActivationFunction()));
    }

    static Operator averagePool2d(OperatorSource source) {
        Pool2DOptions options = source.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
        return new AveragePool2d(source.input(0), source.output(), window(source, options),
                Activations.of(options.fusedActivationFunction()));
    }

    static Operator maxPool2d(OperatorSource source) {
        Pool2DOptions options = source.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
        return new MaxPool2d(source.input(0), source.output(), window(source, options),
                Activations.of(options.fusedActivationFunction()));
    }

    private static Window window(OperatorSource source, Pool2DOptions options) {
        return window(source, options.padding(), options.filterHeight(), options.filterWidth(), options.strideH(),
                options.strideW(), 1, 1);
    }

    private static Window window(OperatorSource source, byte padding, int kernelHeight, int kernelWidth, int strideHeight,
            int strideWidth, int dilationHeight, int dilationWidth) {
        Shape input = rank4(source, 0);
        Refusal.unless(Math.min(Math.min(kernelHeight, kernelWidth), Math.min(Math.min(strideHeight, strideWidth),
                Math.min(dilationHeight, dilationWidth))) > 0, "kernel %dx%d, stride %dx%d, dilation %dx%d: each must be at"
                + " least 1", kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth);
        Refusal.unless(padding == Padding.SAME || padding == Padding.VALID, "padding number %d is not supported", padding);
        return padding == Padding.VALID
                ? Window.valid(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth)
                : Window.same(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth,
                        input.dim(1), input.dim(2));
    }

    private static Shape rank4(OperatorSource source, int position) {
        Shape shape = source.tensor(source.input(position)).shape();
        Refusal.unless(shape.rank() == 4 && shape.elements() > 0, "input %d has shape %s instead of 4 dimensions", position,
                shape);
        return shape;
    }
}
