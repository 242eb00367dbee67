// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Activation;
import java.util.stream.IntStream;

/** Pools over windows and over whole images. */
final class PoolingNodes {

    private interface Maker {
        Operator make(int input, int output, Window window, Activation activation);
    }

    private PoolingNodes() {}

    static void addTo(NodeTable table) {
        table.add("AveragePool", ImageRole.IMAGE, PoolingNodes::averagePool);
        table.add("GlobalAveragePool", ImageRole.IMAGE, PoolingNodes::globalAveragePool);
        table.add("GlobalMaxPool", ImageRole.IMAGE, PoolingNodes::globalMaxPool);
        table.add("MaxPool", ImageRole.IMAGE, PoolingNodes::maxPool);
    }

    private static Value averagePool(Node node, Emission emission) {
        Images images = Images.of(emission, node, node.input(0));
        Computed image = images.image(node.input(0));
        Window window = window(node, images, image);
        boolean padded =
                window.paddingTop() + window.paddingLeft() + window.paddingBottom() + window.paddingRight() > 0;
        if (node.integer("count_include_pad", 0) != 0 && padded) {
            Refusal.unless(node.integer("ceil_mode", 0) == 0, "count_include_pad with ceil_mode is not supported");
            image = new Layout(emission)
                    .pad(image, new int[] {0, 0, window.paddingTop(), window.paddingLeft()}, new int[] {
                        0, 0, window.paddingBottom(), window.paddingRight()
                    });
            window = Window.valid(
                    window.kernelHeight(), window.kernelWidth(), window.strideHeight(), window.strideWidth(), 1, 1);
        }
        return images.result(pool(emission, image, window, AveragePool2d::new));
    }

    private static Value maxPool(Node node, Emission emission) {
        Refusal.unless(
                node.outputCount() < 2 || node.output(1).isEmpty(), "the places of the maxima are not supported");
        Images images = Images.of(emission, node, node.input(0));
        Computed image = images.image(node.input(0));
        Window window = window(node, images, image);
        return images.result(pool(emission, image, window, MaxPool2d::new));
    }

    private static Computed pool(Emission emission, Computed image, Window window, Maker maker) {
        int[] in = image.dims();
        int[] dims = {in[0], in[1], window.outputHeight(in[2]), window.outputWidth(in[3])};
        return emission.emit(
                dims, Orders.channelsLast(4), output -> maker.make(image.tensor(), output, window, Activation.NONE));
    }

    /** With {@code ceil_mode}, padded below and to the right so far that the last window is whole. */
    private static Window window(Node node, Images images, Computed image) {
        int[] kernel = images.pair(node, "kernel_shape", 1, new int[0]);
        Window window = images.window(node, image.dims(), kernel);
        Refusal.unless(window.dilationHeight() == 1 && window.dilationWidth() == 1, "dilation is not supported");
        if (node.integer("ceil_mode", 0) == 0) {
            return window;
        }
        int bottom =
                more(image.dims()[2], window.paddingTop(), window.paddingBottom(), kernel[0], window.strideHeight());
        int right = more(image.dims()[3], window.paddingLeft(), window.paddingRight(), kernel[1], window.strideWidth());
        return new Window(
                kernel[0],
                kernel[1],
                window.strideHeight(),
                window.strideWidth(),
                1,
                1,
                window.paddingTop(),
                window.paddingLeft(),
                bottom,
                right);
    }

    /** Padding behind that makes the last window whole, unless it would begin behind the image and its own padding. */
    private static int more(int size, int before, int after, int kernel, int stride) {
        int rest = Math.floorMod(size + before + after - kernel, stride);
        if (rest == 0) {
            return after;
        }
        int start = size + before + after - kernel - rest + stride;
        return start >= size + before ? after : after + stride - rest;
    }

    private static Value globalAveragePool(Node node, Emission emission) {
        Computed x = node.computed(0);
        return new Reductions(emission).mean(x, spatial(x), true);
    }

    private static Value globalMaxPool(Node node, Emission emission) {
        Computed x = node.computed(0);
        return new Reductions(emission).reduce(ReduceFunction.MAX, x, spatial(x), true);
    }

    private static int[] spatial(Computed x) {
        Refusal.unless(x.rank() >= 3, "an input of %d dimensions", x.rank());
        return IntStream.range(2, x.rank()).toArray();
    }
}
