// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Appends layers to a float graph, NHWC and of batch 1. Each takes the index of its input, and returns that of its
 * output. Padding is TFLite's SAME.
 *
 * <p>Weights are normal with a variance of 2 by the number of products in a sum (He et al. 2015, arXiv:1502.01852,
 * equation 10), biases 0: values keep their size from layer to layer without batch normalization, as long as residual
 * branches begin as 0 (Zhang et al. 2019, arXiv:1901.09321, section 3).
 */
final class GraphBuilder {

    private final Random random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();

    /** All weights are drawn from {@code seed}. */
    GraphBuilder(long seed) {
        this.random = new Random(seed);
    }

    Graph graph(String name, int input, int output) {
        return new Graph(name, tensors, operators, List.of(input), List.of(output));
    }

    int input(String name, int... dims) {
        return activation(name, dims);
    }

    /** A convolution over all channels, with ReLU6. */
    int convolution(int input, int outputs, int kernel, int stride) {
        String name = "conv" + operators.size();
        int weights = add(drawn(name, kernel * kernel * channels(input), outputs, kernel, kernel, channels(input)));
        return convolution(name, input, weights, stride, Activation.RELU6);
    }

    /** A 1x1 convolution whose weights are 0, without activation: the end of a residual branch. */
    int projection(int input, int outputs) {
        String name = "conv" + operators.size();
        int weights = add(zeros(name + "/weights", outputs, 1, 1, channels(input)));
        return convolution(name, input, weights, 1, Activation.NONE);
    }

    private int convolution(String name, int input, int weights, int stride, Activation clamp) {
        int outputs = shape(weights).dim(0);
        Window window = window(input, shape(weights).dim(1), stride);
        int bias = add(zeros(name + "/bias", outputs));
        int output = windowed(name, input, window, outputs);
        operators.add(new Conv2d(input, weights, bias, output, window, clamp));
        return output;
    }

    /** A convolution of every channel by itself, with ReLU6. */
    int depthwise(int input, int kernel, int stride) {
        String name = "depthwise" + operators.size();
        Window window = window(input, kernel, stride);
        int weights = add(drawn(name, kernel * kernel, 1, kernel, kernel, channels(input)));
        int bias = add(zeros(name + "/bias", channels(input)));
        int output = windowed(name, input, window, channels(input));
        operators.add(new DepthwiseConv2d(input, weights, bias, output, window, Activation.RELU6));
        return output;
    }

    /** The sum of two tensors of one shape, with ReLU6. */
    int add(int a, int b) {
        int sum = activation("add" + operators.size(), shape(a).dims());
        operators.add(new Add(a, b, sum, Activation.RELU6));
        return sum;
    }

    /** The mean of each channel, {@code [1, channels]}. */
    int average(int input) {
        Window whole = Window.valid(shape(input).dim(1), shape(input).dim(2), 1, 1, 1, 1);
        int average = windowed("average", input, whole, channels(input));
        operators.add(new AveragePool2d(input, average, whole, Activation.NONE));
        int features = activation("features", 1, channels(input));
        operators.add(new Reshape(average, features));
        return features;
    }

    /** A dense layer without activation, {@code [1, outputs]}. */
    int dense(int input, int outputs) {
        int weights = add(drawn("dense", channels(input), outputs, channels(input)));
        int bias = add(zeros("dense/bias", outputs));
        int logits = activation("logits", 1, outputs);
        operators.add(new FullyConnected(input, weights, bias, logits, Activation.NONE, false));
        return logits;
    }

    int softmax(int logits) {
        int probabilities = activation("probabilities", shape(logits).dims());
        operators.add(new Softmax(logits, probabilities, 1));
        return probabilities;
    }

    private Window window(int input, int kernel, int stride) {
        Shape shape = shape(input);
        return Window.same(kernel, kernel, stride, stride, 1, 1, shape.dim(1), shape.dim(2));
    }

    private int windowed(String name, int input, Window window, int channels) {
        Shape shape = shape(input);
        return activation(name, 1, window.outputHeight(shape.dim(1)), window.outputWidth(shape.dim(2)), channels);
    }

    /** {@code products}: how many of these weights, each times an input, one output is the sum of. */
    private Tensor drawn(String layer, int products, int... dims) {
        float[] values = new float[Shape.of(dims).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sqrt(2.0 / products) * random.nextGaussian());
        }
        return Tensor.constant(layer + "/weights", Shape.of(dims), values);
    }

    private static Tensor zeros(String name, int... dims) {
        return Tensor.constant(name, Shape.of(dims), new float[Shape.of(dims).elements()]);
    }

    private int activation(String name, int... dims) {
        return add(new Tensor(name, DataType.FLOAT32, Shape.of(dims), null, null));
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private Shape shape(int tensor) {
        return tensors.get(tensor).shape();
    }

    private int channels(int tensor) {
        return shape(tensor).dim(-1);
    }
}
