// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Networks in few words, of random weights. Every method takes and gives the index of a tensor. */
public final class NetworkSketch {
    public final GraphBuilder graph = new GraphBuilder();
    private final Random random;

    public NetworkSketch(long seed) {
        random = new Random(seed);
    }

    public int constant(int... dims) {
        float[] values = new float[Shape.of(dims).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 2;
        }
        return graph.constant(values, dims);
    }

    public int[] dims(int tensor) {
        return graph.shape(tensor).dims();
    }

    public int channels(int tensor) {
        return graph.shape(tensor).dim(-1);
    }

    public int image(int height, int width, int channels) {
        return graph.input(1, height, width, channels);
    }

    /** 3x3, SAME, RELU. */
    public int conv(int input, int channels) {
        return conv(input, channels, 3, 1, 1);
    }

    public int point(int input, int channels) {
        return conv(input, channels, 1, 1, 1);
    }

    public int conv(int input, int channels, int kernel, int stride, int groups) {
        Window window = same(input, kernel, stride);
        int output = graph.activation(window.over(graph.shape(input), channels).dims());
        return graph.apply(new Conv2d(
                input,
                constant(channels, kernel, kernel, channels(input) / groups),
                constant(channels),
                output,
                window,
                Activation.RELU));
    }

    public int depthwise(int input, int multiplier, int stride) {
        int channels = channels(input) * multiplier;
        Window window = same(input, 3, stride);
        int output = graph.activation(window.over(graph.shape(input), channels).dims());
        return graph.apply(new DepthwiseConv2d(
                input, constant(1, 3, 3, channels), constant(channels), output, window, Activation.NONE));
    }

    private Window same(int input, int kernel, int stride) {
        int[] image = dims(input);
        return Window.same(kernel, kernel, stride, stride, 1, 1, image[1], image[2]);
    }

    public int add(int left, int right) {
        return graph.apply(new Add(left, right, graph.activation(dims(left)), Activation.NONE));
    }

    public int mul(int left, int right) {
        return graph.apply(new Mul(left, right, graph.activation(dims(left)), Activation.NONE));
    }

    public int concat(int... inputs) {
        int[] dims = dims(inputs[0]);
        dims[3] = Arrays.stream(inputs).map(this::channels).sum();
        List<Integer> parts = Arrays.stream(inputs).boxed().toList();
        return graph.apply(new Concatenation(parts, graph.activation(dims), 3, Activation.NONE));
    }

    /** Channels from one to below another. */
    public int slice(int input, int from, int to) {
        int[] dims = dims(input);
        dims[3] = to - from;
        return graph.apply(new Slice(input, graph.activation(dims), List.of(0, 0, 0, from), List.of(1, 1, 1, 1)));
    }

    public int mean(int input, boolean keepDims) {
        int channels = channels(input);
        int output = keepDims ? graph.activation(1, 1, 1, channels) : graph.activation(1, channels);
        return graph.apply(new Mean(input, output, List.of(1, 2), keepDims));
    }

    public int reshape(int input, int... dims) {
        return graph.apply(new Reshape(input, graph.activation(dims)));
    }

    public int flatten(int input) {
        return reshape(input, 1, graph.shape(input).elements());
    }

    /** On rows of the input's elements, as many as are asked for. */
    public int dense(int input, int rows, int outputs) {
        int inputs = graph.shape(input).elements() / rows;
        return graph.apply(new FullyConnected(
                input,
                constant(outputs, inputs),
                constant(outputs),
                graph.activation(rows, outputs),
                Activation.NONE,
                false));
    }

    public Graph build(Integer... outputs) {
        return graph.build(outputs);
    }
}
