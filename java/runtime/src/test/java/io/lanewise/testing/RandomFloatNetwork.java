// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** A random float network of the structures that networks of images have; the same seed gives the same. */
public final class RandomFloatNetwork {
    private final Random random;
    private final NetworkSketch net;
    private final List<Integer> images = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();

    private final List<IntUnaryOperator> steps = List.of(
            this::convolved,
            this::convolved,
            this::grouped,
            this::depthwise,
            this::residual,
            this::residual,
            this::squeezeAndExcite,
            this::joined,
            this::joined,
            this::joinedBelow,
            this::split,
            this::padded,
            this::channelsPadded,
            this::activated,
            this::pooled,
            this::resized,
            this::transposedConvolved,
            this::perChannel,
            this::combined,
            this::throughChannelsFirst,
            this::reshapedAndBack);

    private RandomFloatNetwork(long seed) {
        random = new Random(seed);
        net = new NetworkSketch(seed);
    }

    public static Graph of(long seed) {
        return new RandomFloatNetwork(seed).build();
    }

    private Graph build() {
        images.add(net.image(4 + random.nextInt(4), 4 + random.nextInt(4), 1 + random.nextInt(4)));
        images.add(net.conv(images.get(0), channels()));
        int count = 3 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            images.add(steps.get(random.nextInt(steps.size())).applyAsInt(pick()));
        }
        for (int i = 0; i < 3; i++) {
            int end = i == 0 ? images.get(images.size() - 1) : pick();
            ends.add(
                    switch (random.nextInt(4)) {
                        case 0 -> net.dense(net.flatten(end), 1, 3);
                        case 1 -> net.dense(end, 1, 3);
                        case 2 -> net.dense(net.mean(end, false), 1, 3);
                        default -> net.dense(end, net.graph.shape(end).elements() / net.channels(end), 2);
                    });
        }
        return net.build(ends.toArray(Integer[]::new));
    }

    private int channels() {
        return 2 * (1 + random.nextInt(5));
    }

    private int pick() {
        return images.get(random.nextBoolean() ? images.size() - 1 : random.nextInt(images.size()));
    }

    private int convolved(int x) {
        return net.conv(x, channels(), random.nextBoolean() ? 3 : 1, 1 + random.nextInt(2), 1);
    }

    private int grouped(int x) {
        return net.conv(net.point(x, 8), 4 * (1 + random.nextInt(2)), 3, 1, random.nextBoolean() ? 4 : 2);
    }

    private int depthwise(int x) {
        return net.depthwise(x, 1 + random.nextInt(2), 1 + random.nextInt(2));
    }

    /** Another image of the same size, if its channels are made as many. */
    private int residual(int x) {
        int other = net.channels(x) > 1 && random.nextBoolean() ? net.conv(x, net.channels(x)) : like(x);
        return net.add(x, other);
    }

    private int like(int x) {
        int other = pick();
        int[] one = net.dims(x);
        int[] two = net.dims(other);
        boolean sameSize = one[1] == two[1] && one[2] == two[2];
        return sameSize && one[3] == two[3] ? other : net.point(sameSize ? other : x, one[3]);
    }

    private int squeezeAndExcite(int x) {
        int squeezed = net.point(net.mean(x, true), 4);
        int excited = net.point(squeezed, net.channels(x));
        return net.mul(x, net.graph.apply(new Logistic(excited, net.graph.activation(net.dims(excited)))));
    }

    private int joined(int x) {
        int other = like(x);
        return random.nextInt(4) == 0
                ? net.concat(x, x)
                : random.nextBoolean() ? net.concat(x, other) : net.concat(other, x, net.point(x, 4));
    }

    /** Along another axis than that of channels. */
    private int joinedBelow(int x) {
        int[] dims = net.dims(x);
        dims[1] *= 2;
        return net.graph.apply(new Concatenation(List.of(x, like(x)), net.graph.activation(dims), 1, Activation.NONE));
    }

    /** Parts go ways of their own. */
    private int split(int x) {
        int channels = net.channels(x);
        if (channels < 2) {
            return x;
        }
        int at = 1 + random.nextInt(channels - 1);
        int left = net.slice(x, 0, at);
        int right = net.slice(x, at, channels);
        images.add(left);
        return random.nextBoolean() ? right : net.concat(net.conv(right, 4), left);
    }

    private int padded(int x) {
        int[] dims = net.dims(x);
        dims[1] += 1;
        dims[2] += 2;
        return net.graph.apply(new Pad(x, net.graph.activation(dims), List.of(0, 0, 1, 0), List.of(0, 1, 1, 0)));
    }

    /** Zeros beside the channels, and something added to all of them. */
    private int channelsPadded(int x) {
        int[] dims = net.dims(x);
        dims[3] += 3;
        int wide = net.graph.apply(new Pad(x, net.graph.activation(dims), List.of(0, 0, 0, 1), List.of(0, 0, 0, 2)));
        return random.nextBoolean() ? wide : net.add(net.conv(x, dims[3]), wide);
    }

    private int activated(int x) {
        int out = net.graph.activation(net.dims(x));
        return net.graph.apply(
                switch (random.nextInt(4)) {
                    case 0 -> new Prelu(x, net.constant(1, 1, net.channels(x)), out);
                    case 1 -> new Unary(UnaryFunction.HARD_SWISH, x, out);
                    case 2 -> new Unary(UnaryFunction.COS, x, out);
                    default -> new LeakyRelu(x, out, 0.1f);
                });
    }

    private int pooled(int x) {
        int[] dims = net.dims(x);
        Window window = Window.same(2, 2, 2, 2, 1, 1, dims[1], dims[2]);
        int out = net.graph.activation(window.over(Shape.of(dims), dims[3]).dims());
        return net.graph.apply(
                random.nextBoolean()
                        ? new MaxPool2d(x, out, window, Activation.NONE)
                        : new AveragePool2d(x, out, window, Activation.NONE));
    }

    private int resized(int x) {
        int out = net.graph.activation(1, 5, 6, net.channels(x));
        return net.graph.apply(new Resize(x, out, ResizeMethod.NEAREST, false, false));
    }

    private int transposedConvolved(int x) {
        int[] dims = net.dims(x);
        int channels = channels();
        int out = net.graph.activation(1, dims[1] * 2, dims[2] * 2, channels);
        Window window = Window.valid(2, 2, 2, 2, 1, 1);
        return net.graph.apply(new TransposeConv(
                x, net.constant(channels, 2, 2, dims[3]), net.constant(channels), out, window, Activation.NONE));
    }

    /** With constants that have one value for each channel, or for each element, or one for all. */
    private int perChannel(int x) {
        int[] dims = net.dims(x);
        int constant = switch (random.nextInt(3)) {
            case 0 -> net.constant(dims[3]);
            case 1 -> net.constant(dims);
            default -> net.constant(1, dims[1], dims[2], 1);
        };
        return random.nextBoolean() ? net.add(x, constant) : net.mul(x, constant);
    }

    private int combined(int x) {
        BinaryFunction function = random.nextBoolean() ? BinaryFunction.MAXIMUM : BinaryFunction.SUB;
        return net.graph.apply(new Binary(function, x, like(x), net.graph.activation(net.dims(x)), Activation.NONE));
    }

    /** Something is added for each channel while they are the first dimension, and the largest along rows taken off. */
    private int throughChannelsFirst(int x) {
        int[] dims = net.dims(x);
        int first = net.graph.apply(
                new Transpose(x, net.graph.activation(1, dims[3], dims[1], dims[2]), List.of(0, 3, 1, 2)));
        int rows = net.reshape(net.add(first, net.constant(dims[3], 1, 1)), 1, dims[3], dims[1] * dims[2]);
        int shifted = net.reshape(rows, 1, dims[3], dims[1], dims[2]);
        if (random.nextBoolean()) {
            ends.add(net.dense(rows, 1, 2));
        }
        int largest = net.graph.apply(new Reduce(
                ReduceFunction.MAX, shifted, net.graph.activation(1, dims[3], 1, dims[2]), List.of(2), true));
        int less = net.graph.apply(new Binary(
                BinaryFunction.SUB, shifted, largest, net.graph.activation(net.dims(shifted)), Activation.NONE));
        return net.graph.apply(new Transpose(less, net.graph.activation(dims), List.of(0, 2, 3, 1)));
    }

    /** Through a vector, half of which is looked at, and another image. */
    private int reshapedAndBack(int x) {
        int[] dims = net.dims(x);
        int flat = net.flatten(x);
        int cells = dims[1] * dims[2];
        int rows = net.graph.apply(
                new Slice(flat, net.graph.activation(1, dims[3] * (cells - 1)), List.of(0, dims[3]), List.of(1, 1)));
        return net.reshape(rows, 1, cells - 1, 1, dims[3]);
    }
}
