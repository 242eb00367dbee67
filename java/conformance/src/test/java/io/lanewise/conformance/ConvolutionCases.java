// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Quantization;

/** Random convolutions and dense layers: sizes around the microkernels' tiles, every kind of window, groups. */
final class ConvolutionCases {

    private ConvolutionCases() {
    }

    /** Always with a bias: TFLite has no int8 convolution without. */
    static Graph conv2d(CaseBuilder b) {
        int groups = b.oneIn(4) ? b.between(2, 4) : 1;
        int inputChannels = groups * (b.oneIn(8) ? b.between(33, 80) : b.between(1, 20));
        int outputChannels = groups * b.between(1, 20);
        int batch = b.oneIn(6) ? 2 : 1;
        int height = b.between(1, 12);
        int width = b.between(1, 12);
        Window window = window(b, height, width);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        int depth = window.kernelHeight() * window.kernelWidth() * inputChannels / groups;
        Quantization weightScales = weightScales(b, outputChannels, 0);
        int input = b.input(in, batch, height, width, inputChannels);
        int weights = b.weights(weightScales, outputChannels, window.kernelHeight(), window.kernelWidth(), inputChannels / groups);
        int bias = b.bias(biasScales(in, weightScales), outputChannels);
        int output = b.output(b.perTensor(outputScale(b, in, weightScales, depth)), batch, window.outputHeight(height),
                window.outputWidth(width), outputChannels);
        return b.build(new Conv2d(input, weights, bias, output, window, b.activation()));
    }

    static Graph depthwiseConv2d(CaseBuilder b) {
        int multiplier = b.oneIn(3) ? b.between(2, 4) : 1;
        int inputChannels = b.between(1, 36);
        int outputChannels = inputChannels * multiplier;
        int batch = b.oneIn(6) ? 2 : 1;
        int height = b.between(1, 12);
        int width = b.between(1, 12);
        Window window = window(b, height, width);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        Quantization weightScales = weightScales(b, outputChannels, 3);
        int input = b.input(in, batch, height, width, inputChannels);
        int weights = b.weights(weightScales, 1, window.kernelHeight(), window.kernelWidth(), outputChannels);
        int bias = b.oneIn(5) ? -1 : b.bias(biasScales(in, weightScales), outputChannels);
        int output = b.output(
                b.perTensor(outputScale(b, in, weightScales, window.kernelHeight() * window.kernelWidth())), batch,
                window.outputHeight(height), window.outputWidth(width), outputChannels);
        return b.build(new DepthwiseConv2d(input, weights, bias, output, window, b.activation()));
    }

    static Graph fullyConnected(CaseBuilder b) {
        int inputChannels = b.oneIn(8) ? b.between(100, 600) : b.between(1, 70);
        int outputChannels = b.between(1, 40);
        int rows = b.between(1, 6);
        boolean keepDims = b.oneIn(3);
        Quantization in = b.perTensor(b.scale(1e-3, 1));
        Quantization weightScale = b.oneIn(3) ? weightScales(b, outputChannels, 0) : Quantization.perTensor(b.scale(1e-4, 0.1), 0);
        int input = keepDims ? b.input(in, 1, rows, inputChannels) : b.input(in, rows, inputChannels);
        int weights = b.weights(weightScale, outputChannels, inputChannels);
        int bias = b.oneIn(5) ? -1 : b.bias(biasScales(in, weightScale), outputChannels);
        Quantization out = b.perTensor(outputScale(b, in, weightScale, inputChannels));
        int output = keepDims ? b.output(out, 1, rows, outputChannels) : b.output(out, rows, outputChannels);
        return b.build(new FullyConnected(input, weights, bias, output, b.activation(), keepDims, b.oneIn(2)));
    }

    /** A window with padding SAME or VALID and at least one output cell. */
    static Window window(CaseBuilder b, int height, int width) {
        int kernelHeight = b.oneIn(4) ? 1 : b.between(1, 5);
        int kernelWidth = b.oneIn(4) ? 1 : b.between(1, 5);
        int strideHeight = b.between(1, 3);
        int strideWidth = b.between(1, 3);
        int dilationHeight = b.oneIn(3) ? b.between(2, 3) : 1;
        int dilationWidth = b.oneIn(3) ? b.between(2, 3) : 1;
        Window valid = Window.valid(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth);
        boolean fits = valid.outputHeight(height) > 0 && valid.outputWidth(width) > 0;
        return fits && b.oneIn(2) ? valid
                : Window.same(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, height, width);
    }

    /** One scale for each channel, over three decades; sometimes one for all. */
    private static Quantization weightScales(CaseBuilder b, int channels, int axis) {
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = b.scale(1e-4, 0.1);
        }
        return Quantization.perChannel(scales, new int[channels], axis);
    }

    private static Quantization biasScales(Quantization in, Quantization weights) {
        if (!weights.isPerChannel()) {
            return Quantization.perTensor(in.scale() * weights.scale(), 0);
        }
        float[] scales = new float[weights.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = in.scale() * weights.scale(c);
        }
        return Quantization.perChannel(scales, new int[scales.length], 0);
    }

    /** So that some outputs saturate and some do not: around the standard deviation of a sum of {@code depth} products. */
    private static float outputScale(CaseBuilder b, Quantization in, Quantization weights, int depth) {
        float largest = 0;
        for (int c = 0; c < weights.channels(); c++) {
            largest = Math.max(largest, weights.scale(c));
        }
        return (float) (in.scale() * largest * 74 * 74 * Math.sqrt(depth) / 64 * b.scale(0.02, 5));
    }
}
