// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/**
 * Small float networks of random blocks with random weights: convolutions, depthwise-separable and gated blocks,
 * residuals, concatenations and pools, then a classifier. Awkward ones have what a file says in other words than a
 * graph: layers without a bias, any padding, channels that are all but dead.
 */
final class RandomNetwork {
    private final Random random;
    private final GraphBuilder graph;

    private RandomNetwork(String name, Random random) {
        this.random = random;
        graph = new GraphBuilder(name);
    }

    static Graph float32(Random random) {
        RandomNetwork network = new RandomNetwork("random network", random);
        int input = network.graph.input("t0", 1, 6 + random.nextInt(8), 6 + random.nextInt(8), 1 + random.nextInt(4));
        int last = network.conv(input, 4 + random.nextInt(12), 3, 1);
        for (int block = 2 + random.nextInt(4); block > 0; block--) {
            last = network.block(last);
        }
        int output = network.classifier(last);
        return network.graph.build(output);
    }

    /**
     * Every kind of block of which a {@code .tflite} file needs other operators or other weights than the graph has.
     */
    static Graph awkward(Random random) {
        RandomNetwork network = new RandomNetwork("awkward network", random);
        int input =
                network.graph.input("t0", 1, 5 + random.nextInt(6), 5 + random.nextInt(6), 2 + 2 * random.nextInt(2));
        int last = network.bareConv(input);
        for (int block = 3 + random.nextInt(3); block > 0; block--) {
            last = switch (random.nextInt(4)) {
                case 0 -> network.bareConv(last);
                case 1 -> network.bareDepthwise(last);
                case 2 -> network.dyingConv(last);
                default -> network.paddedPool(last);
            };
        }
        Shape shape = network.shape(last);
        int mean = network.add(new Mean(last, network.activation(1, shape.dim(3)), List.of(1, 2), false));
        int dense = network.add(new FullyConnected(
                mean, network.weights(3, shape.dim(3)), -1, network.activation(1, 3), Activation.NONE, false));
        return network.graph.build(dense);
    }

    private int bareConv(int input) {
        Shape shape = shape(input);
        int groups = 1 + random.nextInt(2);
        Window window = anyWindow(shape);
        int channels = 2 * (1 + random.nextInt(4));
        return add(new Conv2d(
                input,
                weights(channels, window.kernelHeight(), window.kernelWidth(), shape.dim(3) / groups),
                -1,
                seen(window, shape, channels),
                window,
                fused()));
    }

    private int bareDepthwise(int input) {
        Shape shape = shape(input);
        Window window = anyWindow(shape);
        return add(new DepthwiseConv2d(
                input,
                weights(1, window.kernelHeight(), window.kernelWidth(), shape.dim(3)),
                -1,
                seen(window, shape, shape.dim(3)),
                window,
                fused()));
    }

    /** Weights of 1e-42 and a bias of 1e-32 in one channel, of 1e-12 and an ordinary bias in another. */
    private int dyingConv(int input) {
        int inputs = shape(input).dim(3);
        float[] weights = graph.tensor(weights(4, 1, 1, inputs)).floats();
        for (int i = 0; i < 2 * inputs; i++) {
            weights[i] *= i < inputs ? 1e-42f : 1e-12f;
        }
        int dying = graph.floats("w" + graph.size(), Shape.of(4, 1, 1, inputs), weights);
        int bias = graph.floats("w" + graph.size(), Shape.of(4), 1e-32f, 0.5f, -0.25f, 0);
        Shape shape = shape(input);
        return add(new Conv2d(
                input,
                dying,
                bias,
                activation(1, shape.dim(1), shape.dim(2), 4),
                Window.valid(1, 1, 1, 1, 1, 1),
                Activation.NONE));
    }

    private int paddedPool(int input) {
        Shape shape = shape(input);
        Window window = anyWindow(shape);
        int output = seen(window, shape, shape.dim(3));
        return add(
                random.nextBoolean()
                        ? new MaxPool2d(input, output, window, fused())
                        : new AveragePool2d(input, output, window, fused()));
    }

    /** No window lies wholly in the padding. */
    private Window anyWindow(Shape image) {
        int height = 1 + random.nextInt(3);
        int width = 1 + random.nextInt(3);
        return new Window(
                height,
                width,
                1 + random.nextInt(2),
                1 + random.nextInt(2),
                1,
                1,
                random.nextInt(height),
                random.nextInt(width),
                Math.max(random.nextInt(height), height - image.dim(1)),
                Math.max(random.nextInt(width), width - image.dim(2)));
    }

    private int seen(Window window, Shape image, int channels) {
        return activation(1, window.outputHeight(image.dim(1)), window.outputWidth(image.dim(2)), channels);
    }

    private int block(int input) {
        Shape shape = shape(input);
        return switch (random.nextInt(6)) {
            case 0 -> conv(input, 1 + random.nextInt(24), 1 + random.nextInt(3), 1 + random.nextInt(2));
            case 1 -> conv(depthwise(input), 1 + random.nextInt(24), 1, 1);
            case 2 -> add(new Add(input, conv(input, shape.dim(3), 3, 1), activation(shape.dims()), fused()));
            case 3 -> {
                int branch = conv(input, 1 + random.nextInt(8), 1, 1);
                int channels = shape.dim(3) + shape(branch).dim(3);
                yield add(new Concatenation(
                        List.of(input, branch),
                        activation(1, shape.dim(1), shape.dim(2), channels),
                        3,
                        Activation.NONE));
            }
            case 4 -> {
                int mean = add(new Mean(input, activation(1, 1, 1, shape.dim(3)), List.of(1, 2), true));
                int gate = add(new Logistic(conv(mean, shape.dim(3), 1, 1), activation(1, 1, 1, shape.dim(3))));
                yield add(new Mul(input, gate, activation(shape.dims()), Activation.NONE));
            }
            default -> pool(input);
        };
    }

    private int classifier(int input) {
        Shape shape = shape(input);
        int mean = add(new Mean(input, activation(1, shape.dim(3)), List.of(1, 2), false));
        int classes = 2 + random.nextInt(9);
        int dense = add(new FullyConnected(
                mean,
                weights(classes, shape.dim(3)),
                weights(classes),
                activation(1, classes),
                Activation.NONE,
                false));
        return add(new Softmax(dense, activation(1, classes), 1));
    }

    private int conv(int input, int channels, int kernel, int stride) {
        Shape shape = shape(input);
        Window window = Window.same(kernel, kernel, stride, stride, 1, 1, shape.dim(1), shape.dim(2));
        return add(new Conv2d(
                input,
                weights(channels, kernel, kernel, shape.dim(3)),
                weights(channels),
                activation(1, window.outputHeight(shape.dim(1)), window.outputWidth(shape.dim(2)), channels),
                window,
                fused()));
    }

    private int depthwise(int input) {
        Shape shape = shape(input);
        Window window = Window.same(3, 3, 1, 1, 1, 1, shape.dim(1), shape.dim(2));
        return add(new DepthwiseConv2d(
                input,
                weights(1, 3, 3, shape.dim(3)),
                weights(shape.dim(3)),
                activation(shape.dims()),
                window,
                fused()));
    }

    private int pool(int input) {
        Shape shape = shape(input);
        Window window = Window.same(2, 2, 2, 2, 1, 1, shape.dim(1), shape.dim(2));
        int output = activation(1, window.outputHeight(shape.dim(1)), window.outputWidth(shape.dim(2)), shape.dim(3));
        int pooled = add(
                random.nextBoolean()
                        ? new MaxPool2d(input, output, window, Activation.NONE)
                        : new AveragePool2d(input, output, window, Activation.NONE));
        return add(new Relu(pooled, activation(shape(pooled).dims()), Activation.RELU));
    }

    private Activation fused() {
        return Activation.values()[random.nextInt(Activation.values().length)];
    }

    private int activation(int... dims) {
        return graph.activation("t" + graph.size(), dims);
    }

    private int weights(int... dims) {
        Shape shape = Shape.of(dims);
        ByteBuffer data = ByteBuffer.allocate(shape.elements() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        double fanIn = (double) shape.elements() / (dims.length == 4 && dims[0] == 1 ? dims[3] : dims[0]);
        while (data.hasRemaining()) {
            data.putFloat((float) (random.nextGaussian() / Math.sqrt(fanIn)));
        }
        return graph.constant("w" + graph.size(), DataType.FLOAT32, null, data.flip(), dims);
    }

    private Shape shape(int tensor) {
        return graph.shape(tensor);
    }

    private int add(Operator operator) {
        return graph.apply(operator);
    }
}
