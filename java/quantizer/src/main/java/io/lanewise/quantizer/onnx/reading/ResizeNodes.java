// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@code Resize} and {@code Upsample}. Those of NHWC images that TFLite has too become RESIZE_*; every other is a
 * weighted sum along each axis, so a product with a constant matrix.
 */
final class ResizeNodes {

    private ResizeNodes() {}

    static void addTo(NodeTable table) {
        table.add("Resize", ImageRole.IMAGE, ResizeNodes::resize);
        table.add("Upsample", ImageRole.IMAGE, ResizeNodes::upsample);
    }

    private static Value upsample(Node node, Emission emission) {
        Computed x = node.computed(0);
        float[] scales = node.hasInput(1) ? node.literal(1).toFloats() : floats(node);
        return resize(emission, x, Interpolation.upsample(node), sizes(x.dims(), scales), scales);
    }

    private static float[] floats(Node node) {
        float[] scales = new float[node.attribute("scales").getFloatsCount()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = node.attribute("scales").getFloats(i);
        }
        return scales;
    }

    /** Opset 10 has scales as input 1; since 11 they are input 2, or sizes input 3, and regions of interest input 1. */
    private static Value resize(Node node, Emission emission) {
        Computed x = node.computed(0);
        if (node.opset() < 11) {
            float[] scales = node.literal(1).toFloats();
            return resize(emission, x, Interpolation.upsample(node), sizes(x.dims(), scales), scales);
        }
        Interpolation interpolation = Interpolation.of(node, x.rank());
        int[] axes = axes(node, x.rank());
        if (node.hasInput(2) && node.literal(2).elements() > 0) {
            float[] scales = spread(node.literal(2).toFloats(), axes, x.rank());
            return resize(
                    emission,
                    x,
                    interpolation,
                    interpolation.cropped(sizes(x.dims(), scales), x.dims(), scales),
                    scales);
        }
        int[] wanted = node.literal(3).ints();
        Refusal.unless(wanted.length == axes.length, "%d sizes for %d axes", wanted.length, axes.length);
        int[] sizes = x.dims().clone();
        for (int i = 0; i < axes.length; i++) {
            sizes[axes[i]] = wanted[i];
        }
        float[] scales = new float[x.rank()];
        for (int d = 0; d < scales.length; d++) {
            scales[d] = (float) sizes[d] / x.dims()[d];
        }
        keepAspect(node.text("keep_aspect_ratio_policy", "stretch"), axes, x.dims(), sizes, scales);
        return resize(emission, x, interpolation, sizes, scales);
    }

    private static int[] axes(Node node, int rank) {
        return IntStream.of(node.integers("axes", Orders.identity(rank)))
                .map(axis -> Node.axis(axis, rank))
                .toArray();
    }

    private static float[] spread(float[] values, int[] axes, int rank) {
        Refusal.unless(values.length == axes.length, "%d scales for %d axes", values.length, axes.length);
        float[] scales = new float[rank];
        Arrays.fill(scales, 1);
        for (int i = 0; i < axes.length; i++) {
            scales[axes[i]] = values[i];
        }
        return scales;
    }

    private static int[] sizes(int[] dims, float[] scales) {
        Refusal.unless(scales.length == dims.length, "%d scales for %d dimensions", scales.length, dims.length);
        int[] sizes = new int[dims.length];
        for (int d = 0; d < dims.length; d++) {
            sizes[d] = (int) Math.floor((double) dims[d] * scales[d]);
            Refusal.unless(scales[d] > 0 && sizes[d] > 0, "a scale of %s for %d cells", scales[d], dims[d]);
        }
        return sizes;
    }

    /** One scale for all axes: the smallest, so that nothing is larger than asked for, or the largest. */
    private static void keepAspect(String policy, int[] axes, int[] dims, int[] sizes, float[] scales) {
        if (policy.equals("stretch")) {
            return;
        }
        boolean smallest = policy.equals("not_larger");
        double scale = IntStream.of(axes)
                .mapToDouble(d -> (double) sizes[d] / dims[d])
                .reduce(smallest ? Math::min : Math::max)
                .orElse(1);
        for (int d : axes) {
            scales[d] = (float) scale;
            sizes[d] = (int) Math.floor(dims[d] * scale + 0.5);
        }
    }

    private static Computed resize(
            Emission emission, Computed x, Interpolation interpolation, int[] sizes, float[] scales) {
        if (Arrays.equals(sizes, x.dims())
                && IntStream.range(0, scales.length).allMatch(d -> scales[d] == 1)
                && !interpolation.crops()) {
            return x;
        }
        boolean image = x.rank() == 4 && sizes[0] == x.dims()[0] && sizes[1] == x.dims()[1] && !interpolation.crops();
        if (image && interpolation.isTflite(x.dims(), sizes, scales)) {
            Computed laid = emission.ordered(x, Orders.channelsLast(4));
            return emission.emit(
                    sizes,
                    laid.order(),
                    output -> new Resize(
                            laid.tensor(),
                            output,
                            interpolation.mode().equals("nearest") ? ResizeMethod.NEAREST : ResizeMethod.BILINEAR,
                            interpolation.alignsCorners(),
                            interpolation.halfPixel()));
        }
        Computed result = x;
        for (int d = 0; d < sizes.length; d++) {
            float[][] matrix = interpolation.matrix(d, x.dims()[d], sizes[d], scales[d]);
            result = matrix == null ? result : along(emission, result, d, matrix);
        }
        return result;
    }

    /** Each output cell of one axis as the sum of the input's, weighted. */
    private static Computed along(Emission emission, Computed x, int axis, float[][] matrix) {
        int[] axisLast = IntStream.concat(IntStream.range(0, x.rank()).filter(d -> d != axis), IntStream.of(axis))
                .toArray();
        float[] weights = new float[x.dims()[axis] * matrix.length];
        for (int out = 0; out < matrix.length; out++) {
            for (int in = 0; in < x.dims()[axis]; in++) {
                weights[in * matrix.length + out] = matrix[out][in];
            }
        }
        Computed product = MatmulNodes.dense(
                emission, Layout.transpose(x, axisLast), Literal.of(weights, x.dims()[axis], matrix.length), null);
        return Layout.transpose(product, Orders.inverse(axisLast));
    }
}
