// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.Window;
import java.util.Arrays;

/**
 * What convolutions and pools work on: values [N, C, H, W], or [N, C, L] taken for images of one row, held NHWC.
 *
 * @param emission where a reshape goes that adds or drops the row
 * @param flat whether the node has one spatial dimension
 */
record Images(Emission emission, boolean flat) {

    static Images of(Emission emission, Node node, Value input) {
        Refusal.unless(
                input.rank() == 3 || input.rank() == 4,
                "%s of %d dimensions is not supported; 3 and 4 are (one and two" + " spatial ones)",
                node.kind(),
                input.rank());
        return new Images(emission, input.rank() == 3);
    }

    /** NHWC, with dimensions [N, C, H, W]. */
    Computed image(Value value) {
        Computed laid = emission.ordered(value, Orders.channelsLast(value.rank()));
        return flat ? emission.viewed(laid, withRow(laid.dims()), Orders.channelsLast(4)) : laid;
    }

    /** As many spatial dimensions as the node has. */
    Computed result(Computed image) {
        int[] dims = image.dims();
        return flat ? emission.viewed(image, new int[] {dims[0], dims[1], dims[3]}, Orders.channelsLast(3)) : image;
    }

    /** Weights [M, C / groups, kH, kW]. */
    Literal weights(Literal weights) {
        Refusal.unless(
                weights.rank() == (flat ? 3 : 4),
                "weights of %d dimensions for an input of %d",
                weights.rank(),
                flat ? 3 : 4);
        return flat ? weights.reshaped(withRow(weights.dims())) : weights;
    }

    private static int[] withRow(int[] dims) {
        return new int[] {dims[0], dims[1], 1, dims[2]};
    }

    /** Values for height and width from an attribute with one for each spatial dimension. */
    int[] pair(Node node, String attribute, int row, int... otherwise) {
        int[] values = node.integers(attribute, otherwise);
        Refusal.unless(
                values.length == (flat ? 1 : 2),
                "%s has %d values for %d spatial dimensions",
                attribute,
                values.length,
                flat ? 1 : 2);
        return flat ? new int[] {row, values[0]} : values;
    }

    /** The window of a convolution or pool over an image, with the padding worked out. */
    Window window(Node node, int[] image, int[] kernel) {
        int[] ones = flat ? new int[] {1} : new int[] {1, 1};
        int[] strides = pair(node, "strides", 1, ones);
        int[] dilations = pair(node, "dilations", 1, ones);
        int[] pads = pads(node, image, kernel, strides, dilations);
        return new Window(
                kernel[0],
                kernel[1],
                strides[0],
                strides[1],
                dilations[0],
                dilations[1],
                pads[0],
                pads[1],
                pads[2],
                pads[3]);
    }

    /** Top, left, bottom, right. */
    private int[] pads(Node node, int[] image, int[] kernel, int[] strides, int[] dilations) {
        String automatic = node.text("auto_pad", "NOTSET");
        int[] pads = new int[4];
        if (automatic.equals("NOTSET")) {
            int[] given = node.integers("pads", flat ? new int[2] : new int[4]);
            Refusal.unless(
                    given.length == (flat ? 2 : 4) && Arrays.stream(given).allMatch(pad -> pad >= 0),
                    "pads %s",
                    Arrays.toString(given));
            return flat ? new int[] {0, given[0], 0, given[1]} : given;
        }
        Refusal.unless(
                automatic.equals("VALID") || automatic.startsWith("SAME_"), "auto_pad %s is not known", automatic);
        for (int i = 0; i < 2 && !automatic.equals("VALID"); i++) {
            int size = image[2 + i];
            Refusal.unless(strides[i] > 0, "a stride is %d", strides[i]);
            int steps = (size - 1) / strides[i];
            int total = Math.max(
                    0,
                    Math.addExact(
                            Math.multiplyExact(steps, strides[i]),
                            Math.addExact(Math.multiplyExact(kernel[i] - 1, dilations[i]), 1 - size)));
            int more = total - total / 2;
            pads[i] = automatic.equals("SAME_LOWER") ? more : total / 2;
            pads[2 + i] = total - pads[i];
        }
        return pads;
    }
}
