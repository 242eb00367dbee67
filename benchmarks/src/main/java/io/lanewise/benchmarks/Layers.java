// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;

/** Operators with weights, quantized as TFLite's converter does: convolutions per channel, dense layers per tensor. */
final class Layers {

    private Layers() {
    }

    /** Weights [output channels, kernel height, kernel width, input channels / groups], SAME padding, RELU. */
    static Recipe conv2d(Shape image, Shape weights, int stride) {
        return graph -> conv2d(graph, graph.input(image), weights, stride,
                RandomGraph.spreading(weights.elements() / weights.dim(0), -128));
    }

    /** The same behind a tensor of the graph. Returns the output. */
    static int conv2d(RandomGraph graph, int input, Shape weightShape, int stride, Quantization outputQuantization) {
        Window window = same(graph.shape(input), weightShape, stride);
        int weights = graph.weights(weightShape, 0);
        int bias = graph.bias(input, weightShape.dim(0), true);
        int output = graph.activation(moved(graph.shape(input), window, weightShape.dim(0)), outputQuantization);
        graph.add(new Conv2d(input, weights, bias, output, window, Activation.RELU));
        return output;
    }

    /** Weights [1, kernel height, kernel width, output channels], SAME padding, RELU. */
    static Recipe depthwise(Shape image, Shape weightShape, int stride) {
        return graph -> {
            Window window = same(image, weightShape, stride);
            int channels = weightShape.dim(3);
            int input = graph.input(image);
            int weights = graph.weights(weightShape, 3);
            int bias = graph.bias(input, channels, true);
            int output = graph.activation(moved(image, window, channels),
                    RandomGraph.spreading(weightShape.elements() / channels, -128));
            graph.add(new DepthwiseConv2d(input, weights, bias, output, window, Activation.RELU));
        };
    }

    /** Weights [output channels, input channels], no activation. */
    static Recipe fullyConnected(int rows, Shape weightShape) {
        return graph -> {
            int channels = weightShape.dim(0);
            int depth = weightShape.dim(1);
            int input = graph.input(Shape.of(rows, depth));
            int weights = graph.weights(weightShape, -1);
            int bias = graph.bias(input, channels, false);
            int output = graph.activation(Shape.of(rows, channels), RandomGraph.spreading(depth, 4));
            graph.add(new FullyConnected(input, weights, bias, output, Activation.NONE, false));
        };
    }

    private static Window same(Shape image, Shape weights, int stride) {
        return Window.same(weights.dim(1), weights.dim(2), stride, stride, 1, 1, image.dim(1), image.dim(2));
    }

    private static Shape moved(Shape image, Window window, int channels) {
        return Shape.of(image.dim(0), window.outputHeight(image.dim(1)), window.outputWidth(image.dim(2)), channels);
    }
}
