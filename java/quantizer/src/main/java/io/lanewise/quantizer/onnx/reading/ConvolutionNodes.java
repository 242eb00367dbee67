// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Activation;
import java.util.Arrays;

/** {@code Conv} and {@code ConvTranspose}, whose weights must be constant. */
final class ConvolutionNodes {

    private ConvolutionNodes() {}

    static void addTo(NodeTable table) {
        table.add("Conv", ImageRole.IMAGE, ConvolutionNodes::conv);
        table.add("ConvTranspose", ImageRole.IMAGE, ConvolutionNodes::convTranspose);
    }

    static Value conv(Node node, Emission emission) {
        Images images = Images.of(emission, node, node.input(0));
        Literal weights = images.weights(node.literal(1));
        int[] kernel = {weights.dims()[2], weights.dims()[3]};
        Computed image = images.image(node.input(0));
        Computed result = convolve(
                emission,
                image,
                weights,
                bias(node),
                node.integer("group", 1),
                images.window(node, image.dims(), kernel));
        return images.result(result);
    }

    private static Literal bias(Node node) {
        return node.hasInput(2) ? node.literal(2).reshaped(node.literal(2).elements()) : null;
    }

    /** {@code weights}: [M, C / groups, kH, kW]; {@code bias} may be null. */
    private static Computed convolve(
            Emission emission, Computed image, Literal weights, Literal bias, int groups, Window window) {
        int[] sizes = weights.dims();
        int channels = image.dims()[1];
        Refusal.unless(
                groups >= 1
                        && sizes[0] % groups == 0
                        && sizes[0] > 0
                        && sizes[1] > 0
                        && (long) sizes[1] * groups == channels,
                "weights %s and %d groups for %d channels",
                Arrays.toString(sizes),
                groups,
                channels);
        Refusal.unless(
                bias == null || bias.elements() == sizes[0],
                "%d biases for %d channels",
                bias == null ? 0 : bias.elements(),
                sizes[0]);
        int[] dims = {
            image.dims()[0], sizes[0], window.outputHeight(image.dims()[2]), window.outputWidth(image.dims()[3])
        };
        boolean depthwise = groups == channels && groups > 1;
        Literal laid = weights.transposed(depthwise ? new int[] {1, 2, 3, 0} : new int[] {0, 2, 3, 1});
        int w = emission.constant(laid);
        int b = bias == null ? -1 : emission.constant(bias);
        return emission.emit(
                dims, Orders.channelsLast(4), output -> operator(depthwise, image.tensor(), w, b, output, window));
    }

    private static Operator operator(boolean depthwise, int input, int weights, int bias, int output, Window window) {
        return depthwise
                ? new DepthwiseConv2d(input, weights, bias, output, window, Activation.NONE)
                : new Conv2d(input, weights, bias, output, window, Activation.NONE);
    }

    /**
     * A TRANSPOSE_CONV, or, where that has no words for groups, dilation or an output that goes on for a stride beyond
     * the last product, a convolution of the image with {@code stride - 1} zeros between its cells, with the kernel
     * turned by half a turn: what a transposed convolution is by definition.
     */
    private static Value convTranspose(Node node, Emission emission) {
        Images images = Images.of(emission, node, node.input(0));
        Literal weights = images.weights(node.literal(1));
        int groups = node.integer("group", 1);
        Computed image = images.image(node.input(0));
        int[] kernel = {weights.dims()[2], weights.dims()[3]};
        int[] ones = images.flat() ? new int[] {1} : new int[] {1, 1};
        int[] strides = images.pair(node, "strides", 1, ones);
        int[] dilations = images.pair(node, "dilations", 1, ones);
        int[] extra = images.pair(node, "output_padding", 0, images.flat() ? new int[1] : new int[2]);
        Window window = transposedWindow(node, images, image.dims(), kernel, strides, dilations, extra);
        boolean plainKernel = groups == 1 && dilations[0] == 1 && dilations[1] == 1;
        if (plainKernel && extra[0] < strides[0] && extra[1] < strides[1]) {
            return images.result(transposed(emission, image, weights, bias(node), strides, window));
        }
        Layout layout = new Layout(emission);
        Computed spread = spread(layout, image, strides);
        int[] before = {window.paddingTop(), window.paddingLeft()};
        int[] after = {window.paddingBottom(), window.paddingRight()};
        Window plain = new Window(
                kernel[0], kernel[1], 1, 1, dilations[0], dilations[1], before[0], before[1], after[0], after[1]);
        return images.result(convolve(emission, spread, turned(weights, groups), bias(node), groups, plain));
    }

    /** {@code spread}: the window over the image with zeros between its cells; its padding tells the output's size. */
    private static Computed transposed(
            Emission emission, Computed image, Literal weights, Literal bias, int[] strides, Window spread) {
        int[] sizes = weights.dims();
        Refusal.unless(
                sizes[0] == image.dims()[1], "weights %s for %d channels", Arrays.toString(sizes), image.dims()[1]);
        Refusal.unless(
                bias == null || bias.elements() == sizes[1],
                "%d biases for %d channels",
                bias == null ? 0 : bias.elements(),
                sizes[1]);
        int height = spread.outputHeight((image.dims()[2] - 1) * strides[0] + 1);
        int width = spread.outputWidth((image.dims()[3] - 1) * strides[1] + 1);
        int top = sizes[2] - 1 - spread.paddingTop();
        int left = sizes[3] - 1 - spread.paddingLeft();
        Window window = new Window(sizes[2], sizes[3], strides[0], strides[1], 1, 1, top, left, 0, 0);
        int w = emission.constant(weights.transposed(new int[] {1, 2, 3, 0}));
        int b = bias == null ? -1 : emission.constant(bias);
        int[] dims = {image.dims()[0], sizes[1], height, width};
        return emission.emit(
                dims,
                Orders.channelsLast(4),
                output -> new TransposeConv(image.tensor(), w, b, output, window, Activation.NONE));
    }

    /** Padding around the spread image so that the output has the size that ONNX says. */
    private static Window transposedWindow(
            Node node, Images images, int[] image, int[] kernel, int[] strides, int[] dilations, int[] extra) {
        int[] before = new int[2];
        int[] after = new int[2];
        int[] wanted = node.has("output_shape") ? images.pair(node, "output_shape", 1) : null;
        String automatic = node.text("auto_pad", "NOTSET");
        int[] given = node.integers("pads", images.flat() ? new int[2] : new int[4]);
        int[] pads = images.flat() ? new int[] {0, given[0], 0, given[1]} : given;
        for (int i = 0; i < 2; i++) {
            int reach = Math.multiplyExact(kernel[i] - 1, dilations[i]);
            int full = Math.multiplyExact(strides[i], image[2 + i] - 1) + extra[i] + reach + 1;
            int cutBefore = pads[i];
            int cutAfter = pads[2 + i];
            if (wanted != null || automatic.startsWith("SAME_")) {
                int cut = full - (wanted != null ? wanted[i] : Math.multiplyExact(image[2 + i], strides[i]));
                // A larger output than is computed has nothing but the bias at its end.
                extra[i] += Math.max(0, -cut);
                cut = Math.max(0, cut);
                cutBefore = automatic.equals("SAME_UPPER") ? cut / 2 : cut - cut / 2;
                cutAfter = cut - cutBefore;
            }
            before[i] = reach - cutBefore;
            after[i] = reach - cutAfter + extra[i];
            Refusal.unless(before[i] >= 0 && after[i] >= 0, "padding larger than the kernel is not supported");
        }
        return new Window(
                kernel[0], kernel[1], 1, 1, dilations[0], dilations[1], before[0], before[1], after[0], after[1]);
    }

    /** Zeros between the cells, none behind the last. */
    private static Computed spread(Layout layout, Computed image, int[] strides) {
        int[] dims = image.dims();
        if (strides[0] == 1 && strides[1] == 1) {
            return image;
        }
        Computed cells = layout.reshape(image, dims[0], dims[1], dims[2], 1, dims[3], 1);
        Computed padded = layout.pad(cells, new int[6], new int[] {0, 0, 0, strides[0] - 1, 0, strides[1] - 1});
        Computed wide = layout.reshape(padded, dims[0], dims[1], dims[2] * strides[0], dims[3] * strides[1]);
        return layout.slice(wide, new int[4], new int[] {1, 1, 1, 1}, new int[] {
            dims[0], dims[1], (dims[2] - 1) * strides[0] + 1, (dims[3] - 1) * strides[1] + 1
        });
    }

    /** ConvTranspose's weights [C, M / groups, kH, kW] as a convolution's, upside down and back to front. */
    private static Literal turned(Literal weights, int groups) {
        int[] d = weights.dims();
        Refusal.unless(groups >= 1 && d[0] % groups == 0, "%d groups of %d channels", groups, d[0]);
        int[] dense = Strides.dense(d);
        int inputs = d[0] / groups;
        // By group, its outputs, its inputs, rows and columns backwards.
        int[] sizes = {groups, d[1], inputs, d[2], d[3]};
        int[] strides = {inputs * dense[0], dense[1], dense[0], -dense[2], -dense[3]};
        int start = (d[2] - 1) * dense[2] + (d[3] - 1) * dense[3];
        return weights.gathered(Strides.offsets(sizes, strides, start), groups * d[1], inputs, d[2], d[3]);
    }
}
