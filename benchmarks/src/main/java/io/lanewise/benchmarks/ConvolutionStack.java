// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.graph.Window;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** A network of 3x3 convolutions like the body of a residual network for 32x32 images: 43,352,064 MAC. */
final class ConvolutionStack {
    private static final Quantization ACTIVATIONS = Quantization.perTensor(0.05f, -128);

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private int last;

    private ConvolutionStack() {
        append(new Tensor("image", DataType.INT8, Shape.of(1, 32, 32, 3), ACTIVATIONS, null));
    }

    static Graph graph() {
        ConvolutionStack stack = new ConvolutionStack();
        stack.convolution(32, 1);
        stack.convolution(32, 1);
        stack.convolution(32, 1);
        stack.convolution(64, 2);
        stack.convolution(64, 1);
        stack.convolution(64, 1);
        return new Graph("convolutions", stack.tensors, stack.operators, List.of(0), List.of(stack.last));
    }

    private int append(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private void convolution(int channels, int stride) {
        Shape input = tensors.get(last).shape();
        int weights = append(RandomLayer.weights(Shape.of(channels, 3, 3, input.dim(3)), 0));
        int bias = append(RandomLayer.bias(channels, ACTIVATIONS));
        Shape shape = Shape.of(1, input.dim(1) / stride, input.dim(2) / stride, channels);
        int output = append(new Tensor("x" + operators.size(), DataType.INT8, shape, ACTIVATIONS, null));
        Window window = Window.same(3, 3, stride, stride, 1, 1, input.dim(1), input.dim(2));
        operators.add(new Conv2d(last, weights, bias, output, window, Activation.RELU));
        last = output;
    }
}
