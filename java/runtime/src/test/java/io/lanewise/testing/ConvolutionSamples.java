// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Convolutions: sizes around the microkernels' tiles, every kind of window, groups. */
public final class ConvolutionSamples {

    private ConvolutionSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        // First layers: few products for each output.
        CONV_3X3_32X32X3(conv2d(Shape.of(1, 32, 32, 3), Shape.of(16, 3, 3, 3), 1)),
        CONV_3X3_96X96X3_STRIDE_2(conv2d(Shape.of(1, 96, 96, 3), Shape.of(8, 3, 3, 3), 2)),
        CONV_10X4_49X10X1_STRIDE_2(conv2d(Shape.of(1, 49, 10, 1), Shape.of(64, 10, 4, 1), 2)),
        // The bulk of residual networks and of MobileNets.
        CONV_3X3_32X32X16(conv2d(Shape.of(1, 32, 32, 16), Shape.of(16, 3, 3, 16), 1)),
        CONV_3X3_32X32X16_STRIDE_2(conv2d(Shape.of(1, 32, 32, 16), Shape.of(32, 3, 3, 16), 2)),
        CONV_3X3_16X16X64(conv2d(Shape.of(1, 16, 16, 64), Shape.of(64, 3, 3, 64), 1)),
        CONV_3X3_16X16X64_GROUPS_4(conv2d(Shape.of(1, 16, 16, 64), Shape.of(64, 3, 3, 16), 1)),
        CONV_5X5_14X14X32(conv2d(Shape.of(1, 14, 14, 32), Shape.of(64, 5, 5, 32), 1)),
        CONV_1X1_48X48X8(conv2d(Shape.of(1, 48, 48, 8), Shape.of(16, 1, 1, 8), 1)),
        CONV_1X1_16X16X128(conv2d(Shape.of(1, 16, 16, 128), Shape.of(128, 1, 1, 128), 1)),
        CONV_1X1_32X32X16_STRIDE_2(conv2d(Shape.of(1, 32, 32, 16), Shape.of(32, 1, 1, 16), 2)),
        DEPTHWISE_3X3_48X48X8(depthwise(Shape.of(1, 48, 48, 8), Shape.of(1, 3, 3, 8), 1)),
        DEPTHWISE_3X3_16X16X128(depthwise(Shape.of(1, 16, 16, 128), Shape.of(1, 3, 3, 128), 1)),
        DEPTHWISE_3X3_24X24X32_STRIDE_2(depthwise(Shape.of(1, 24, 24, 32), Shape.of(1, 3, 3, 32), 2)),
        DEPTHWISE_5X5_12X12X64(depthwise(Shape.of(1, 12, 12, 64), Shape.of(1, 5, 5, 64), 1)),
        DEPTHWISE_3X3_24X24X16_MULTIPLIER_2(depthwise(Shape.of(1, 24, 24, 16), Shape.of(1, 3, 3, 32), 1)),

        TRANSPOSE_CONV_2X2_16X16X32_STRIDE_2(transposeConv(Shape.of(1, 16, 16, 32), Shape.of(16, 2, 2, 32), 2)),
        TRANSPOSE_CONV_3X3_16X16X32_STRIDE_2(transposeConv(Shape.of(1, 16, 16, 32), Shape.of(16, 3, 3, 32), 2));

        private final SizedOperator operator;

        Sized(SizedOperator operator) {
            this.operator = operator;
        }

        @Override
        public SizedOperator operator() {
            return operator;
        }
    }

    static List<OperatorSample> all() {
        return List.of(
                new OperatorSample("CONV_2D", 0, Form.ALL, ConvolutionSamples::conv2d),
                new OperatorSample(
                        "DEPTHWISE_CONV_2D", 1, Form.ALL, Form.ALL_BUT_INT4, ConvolutionSamples::depthwiseConv2d),
                new OperatorSample(
                        "TRANSPOSE_CONV",
                        36,
                        Form.ALL_BUT_DYNAMIC,
                        Form.REALS_AND_INTEGERS,
                        ConvolutionSamples::transposeConv));
    }

    /** Outputs of every size whose convolution back gives the input's, and of others. */
    static Graph transposeConv(SampleBuilder b) {
        int batch = b.oneIn(6) ? 2 : 1;
        int height = b.between(1, 8);
        int width = b.between(1, 8);
        int inputChannels = b.between(1, 20);
        int outputChannels = b.between(1, 20);
        int strideHeight = b.between(1, 3);
        int strideWidth = b.between(1, 3);
        int kernelHeight = b.between(1, 5);
        int kernelWidth = b.between(1, 5);
        boolean valid = b.oneIn(2);
        int outputHeight = valid
                ? (height - 1) * strideHeight + kernelHeight + b.between(0, strideHeight - 1)
                : height * strideHeight - b.between(0, strideHeight - 1);
        int outputWidth = valid
                ? (width - 1) * strideWidth + kernelWidth + b.between(0, strideWidth - 1)
                : width * strideWidth - b.between(0, strideWidth - 1);
        Window window = valid
                ? Window.valid(kernelHeight, kernelWidth, strideHeight, strideWidth, 1, 1)
                : Window.same(kernelHeight, kernelWidth, strideHeight, strideWidth, 1, 1, outputHeight, outputWidth);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        int depth = Math.max(1, kernelHeight * kernelWidth * inputChannels / (strideHeight * strideWidth));
        Quantization weightScales = LayerScales.ofWeights(b, outputChannels, 0);
        int input = b.input(in, batch, height, width, inputChannels);
        int weights = b.weights(weightScales, outputChannels, kernelHeight, kernelWidth, inputChannels);
        int bias = b.oneIn(4) ? -1 : b.bias(LayerScales.ofBias(in, weightScales), outputChannels);
        int output = b.output(
                b.perTensor(LayerScales.ofOutput(b, in, weightScales, depth)),
                batch,
                outputHeight,
                outputWidth,
                outputChannels);
        return b.build(new TransposeConv(input, weights, bias, output, window, b.activation()));
    }

    /** Always with a bias: TFLite has no int8 convolution without. */
    static Graph conv2d(SampleBuilder b) {
        int groups = b.oneIn(4) ? b.between(2, 4) : 1;
        int inputChannels = groups * (b.oneIn(8) ? b.between(33, 80) : b.between(1, 20));
        int outputChannels = groups * b.between(1, 20);
        int batch = b.oneIn(6) ? 2 : 1;
        int height = b.between(1, 12);
        int width = b.between(1, 12);
        Window window = window(b, height, width);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        int depth = window.kernelHeight() * window.kernelWidth() * inputChannels / groups;
        Quantization weightScales = LayerScales.ofWeights(b, outputChannels, 0);
        int input = b.input(in, batch, height, width, inputChannels);
        int weights = b.weights(
                weightScales, outputChannels, window.kernelHeight(), window.kernelWidth(), inputChannels / groups);
        int bias = b.bias(LayerScales.ofBias(in, weightScales), outputChannels);
        int output = b.output(
                b.perTensor(LayerScales.ofOutput(b, in, weightScales, depth)),
                batch,
                window.outputHeight(height),
                window.outputWidth(width),
                outputChannels);
        return b.build(new Conv2d(input, weights, bias, output, window, b.activation()));
    }

    static Graph depthwiseConv2d(SampleBuilder b) {
        int multiplier = b.oneIn(3) ? b.between(2, 4) : 1;
        int inputChannels = b.between(1, 36);
        int outputChannels = inputChannels * multiplier;
        int batch = b.oneIn(6) ? 2 : 1;
        int height = b.between(1, 12);
        int width = b.between(1, 12);
        Window window = window(b, height, width);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        Quantization weightScales = LayerScales.ofWeights(b, outputChannels, 3);
        int input = b.input(in, batch, height, width, inputChannels);
        int weights = b.weights(weightScales, 1, window.kernelHeight(), window.kernelWidth(), outputChannels);
        int bias = b.oneIn(5) ? -1 : b.bias(LayerScales.ofBias(in, weightScales), outputChannels);
        int output = b.output(
                b.perTensor(LayerScales.ofOutput(b, in, weightScales, window.kernelHeight() * window.kernelWidth())),
                batch,
                window.outputHeight(height),
                window.outputWidth(width),
                outputChannels);
        return b.build(new DepthwiseConv2d(input, weights, bias, output, window, b.activation()));
    }

    /** A window with padding SAME or VALID and at least one output cell. */
    static Window window(SampleBuilder b, int height, int width) {
        int kernelHeight = b.oneIn(4) ? 1 : b.between(1, 5);
        int kernelWidth = b.oneIn(4) ? 1 : b.between(1, 5);
        int strideHeight = b.between(1, 3);
        int strideWidth = b.between(1, 3);
        int dilationHeight = b.oneIn(3) ? b.between(2, 3) : 1;
        int dilationWidth = b.oneIn(3) ? b.between(2, 3) : 1;
        Window valid =
                Window.valid(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth);
        boolean fits = valid.outputHeight(height) > 0 && valid.outputWidth(width) > 0;
        return fits && b.oneIn(2)
                ? valid
                : Window.same(
                        kernelHeight,
                        kernelWidth,
                        strideHeight,
                        strideWidth,
                        dilationHeight,
                        dilationWidth,
                        height,
                        width);
    }

    /** Weights [output channels, kernel height, kernel width, input channels / groups], SAME padding, RELU. */
    public static SizedOperator conv2d(Shape image, Shape weights, int stride) {
        return graph -> conv2d(
                graph,
                graph.input(image),
                weights,
                stride,
                SizedGraph.spreading(weights.elements() / weights.dim(0), -128));
    }

    /** The same behind a tensor of the graph. Returns the output. */
    public static int conv2d(SizedGraph graph, int input, Shape weightShape, int stride, Quantization out) {
        Window window = same(graph.shape(input), weightShape, stride);
        int weights = graph.weights(weightShape, 0);
        int bias = graph.bias(input, weightShape.dim(0), true);
        int output = graph.activation(moved(graph.shape(input), window, weightShape.dim(0)), out);
        graph.add(new Conv2d(input, weights, bias, output, window, Activation.RELU));
        return output;
    }

    /** Weights [output channels, kernel height, kernel width, input channels]; {@code stride} times the image. */
    public static SizedOperator transposeConv(Shape image, Shape weightShape, int stride) {
        return graph -> {
            int height = image.dim(1) * stride;
            int width = image.dim(2) * stride;
            Window window = Window.same(weightShape.dim(1), weightShape.dim(2), stride, stride, 1, 1, height, width);
            int input = graph.input(image);
            int weights = graph.weights(weightShape, 0);
            int bias = graph.bias(input, weightShape.dim(0), true);
            int output = graph.activation(
                    Shape.of(image.dim(0), height, width, weightShape.dim(0)),
                    SizedGraph.spreading(weightShape.elements() / weightShape.dim(0), -128));
            graph.add(new TransposeConv(input, weights, bias, output, window, Activation.RELU));
        };
    }

    /** Weights [1, kernel height, kernel width, output channels], SAME padding, RELU. */
    public static SizedOperator depthwise(Shape image, Shape weightShape, int stride) {
        return graph -> {
            Window window = same(image, weightShape, stride);
            int channels = weightShape.dim(3);
            int input = graph.input(image);
            int weights = graph.weights(weightShape, 3);
            int bias = graph.bias(input, channels, true);
            int output = graph.activation(
                    moved(image, window, channels), SizedGraph.spreading(weightShape.elements() / channels, -128));
            graph.add(new DepthwiseConv2d(input, weights, bias, output, window, Activation.RELU));
        };
    }

    private static Window same(Shape image, Shape weights, int stride) {
        return Window.same(weights.dim(1), weights.dim(2), stride, stride, 1, 1, image.dim(1), image.dim(2));
    }

    private static Shape moved(Shape image, Window window, int channels) {
        return Shape.of(image.dim(0), window.outputHeight(image.dim(1)), window.outputWidth(image.dim(2)), channels);
    }
}
