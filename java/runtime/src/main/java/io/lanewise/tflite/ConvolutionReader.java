// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.Conv2DOptions;
import io.lanewise.tflite.schema.DepthwiseConv2DOptions;
import io.lanewise.tflite.schema.TransposeConvOptions;
import java.util.List;

/** Convolutions. */
final class ConvolutionReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.CONV_2D -> 8;
            case BuiltinOperator.DEPTHWISE_CONV_2D -> 7;
            case BuiltinOperator.TRANSPOSE_CONV -> 5;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.CONV_2D -> conv2d(source);
                    case BuiltinOperator.DEPTHWISE_CONV_2D -> depthwiseConv2d(source);
                    case BuiltinOperator.TRANSPOSE_CONV -> transposeConv(source);
                    default -> throw source.unknown();
                });
    }

    private static Operator conv2d(OperatorSource source) {
        Conv2DOptions options = source.options(BuiltinOptions.Conv2DOptions, new Conv2DOptions());
        Shape weights = Windows.rank4(source, 1);
        Window window = Windows.of(
                source,
                options.padding(),
                weights.dim(1),
                weights.dim(2),
                options.strideH(),
                options.strideW(),
                options.dilationHFactor(),
                options.dilationWFactor());
        return new Conv2d(
                source.input(0),
                source.input(1),
                source.optionalInput(2),
                source.output(),
                window,
                Activations.of(options.fusedActivationFunction()));
    }

    private static Operator depthwiseConv2d(OperatorSource source) {
        DepthwiseConv2DOptions options =
                source.options(BuiltinOptions.DepthwiseConv2DOptions, new DepthwiseConv2DOptions());
        Shape weights = Windows.rank4(source, 1);
        // TFLite computes by the multiplier, where it is not 0, whatever the shapes say.
        long multiplied =
                (long) options.depthMultiplier() * Windows.rank4(source, 0).dim(3);
        Problem.unless(
                options.depthMultiplier() == 0 || multiplied == weights.dim(3),
                "depth multiplier %d makes %d channels of %s, not those of weights %s",
                options.depthMultiplier(),
                multiplied,
                source.tensor(source.input(0)),
                weights);
        Window window = Windows.of(
                source,
                options.padding(),
                weights.dim(1),
                weights.dim(2),
                options.strideH(),
                options.strideW(),
                options.dilationHFactor(),
                options.dilationWFactor());
        return new DepthwiseConv2d(
                source.input(0),
                source.input(1),
                source.optionalInput(2),
                source.output(),
                window,
                Activations.of(options.fusedActivationFunction()));
    }

    /** Padding is that of the convolution from the output to the input. */
    private static Operator transposeConv(OperatorSource source) {
        TransposeConvOptions options = source.options(BuiltinOptions.TransposeConvOptions, new TransposeConvOptions());
        Shape weights = Windows.rank4(source, 1);
        Shape output = source.tensor(source.output()).shape();
        Problem.unless(
                Shape.of(source.integers(0).stream().mapToInt(i -> i).toArray()).equals(output),
                "output_shape %s, but the output has %s",
                source.integers(0),
                output);
        Problem.unless(output.rank() == 4, "the output has %d dimensions instead of 4", output.rank());
        Window window = Windows.of(
                output, options.padding(), weights.dim(1), weights.dim(2), options.strideH(), options.strideW(), 1, 1);
        return new TransposeConv(
                source.input(2),
                source.input(1),
                source.optionalInput(3),
                source.output(),
                window,
                Activations.of(options.fusedActivationFunction()));
    }
}
