// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.ConvolutionSamples;
import io.lanewise.testing.SizedGraph;

/** A network of 3x3 convolutions like the body of a residual network for 32x32 images: 43,352,064 MAC. */
final class ConvolutionStack {
    private static final Quantization ACTIVATIONS = Quantization.perTensor(0.05f, -128);

    private final SizedGraph graph = new SizedGraph("convolutions", DataType.INT8);
    private int last = graph.input(DataType.INT8, Shape.of(1, 32, 32, 3), ACTIVATIONS);

    private ConvolutionStack() {}

    static Graph graph() {
        ConvolutionStack stack = new ConvolutionStack();
        stack.convolution(32, 1);
        stack.convolution(32, 1);
        stack.convolution(32, 1);
        stack.convolution(64, 2);
        stack.convolution(64, 1);
        stack.convolution(64, 1);
        return stack.graph.build();
    }

    private void convolution(int channels, int stride) {
        Shape weights = Shape.of(channels, 3, 3, graph.shape(last).dim(3));
        last = ConvolutionSamples.conv2d(graph, last, weights, stride, ACTIVATIONS);
    }
}
