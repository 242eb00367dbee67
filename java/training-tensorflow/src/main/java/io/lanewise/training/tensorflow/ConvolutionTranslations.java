// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.instructions.Window;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Convolutions. TensorFlow's filters are [height, width, input channels, output channels]. */
final class ConvolutionTranslations {

    private ConvolutionTranslations() {}

    static void add() {
        OperatorTranslations.add(Conv2d.class, ConvolutionTranslations::conv2d);
        OperatorTranslations.add(DepthwiseConv2d.class, ConvolutionTranslations::depthwiseConv2d);
        OperatorTranslations.add(TransposeConv.class, ConvolutionTranslations::transposeConv);
    }

    private static void conv2d(Conv2d operator, Translation t) {
        int groups =
                t.shape(operator.input()).dim(3) / t.shape(operator.weights()).dim(3);
        var filters = t.tf.linalg.transpose(t.value(operator.weights()), t.tf.constant(new int[] {1, 2, 3, 0}));
        var sums = Windows.slide(
                t,
                operator.input(),
                operator.window(),
                (image, strides, padding) -> grouped(t.tf, image, filters, groups, strides, padding));
        write(operator, t, sums);
    }

    /** TensorFlow's own groups have a gradient on some processors only. */
    private static Operand<TFloat32> grouped(
            Ops tf,
            Operand<TFloat32> image,
            Operand<TFloat32> filters,
            int groups,
            List<Long> strides,
            String padding) {
        if (groups == 1) {
            return tf.nn.conv2d(image, filters, strides, padding);
        }
        var axis = tf.constant(3);
        var images = tf.split(axis, image, (long) groups).output();
        var kernels = tf.split(axis, filters, (long) groups).output();
        List<Operand<TFloat32>> results = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            results.add(tf.nn.conv2d(images.get(group), kernels.get(group), strides, padding));
        }
        return tf.concat(results, axis);
    }

    private static void depthwiseConv2d(DepthwiseConv2d operator, Translation t) {
        Window window = operator.window();
        int channels = t.shape(operator.input()).dim(3);
        int multiplier = t.shape(operator.weights()).dim(3) / channels;
        var filters = t.tf.reshape(
                t.value(operator.weights()),
                t.tf.constant(new int[] {window.kernelHeight(), window.kernelWidth(), channels, multiplier}));
        var sums = Windows.slide(
                t,
                operator.input(),
                window,
                (image, strides, padding) -> t.tf.nn.depthwiseConv2dNative(image, filters, strides, padding));
        write(operator, t, sums);
    }

    /** The gradient of a convolution by its input, of the size that all windows cover; then what is asked of it. */
    private static void transposeConv(TransposeConv operator, Translation t) {
        Ops tf = t.tf;
        Shape in = t.shape(operator.input());
        Shape out = t.shape(operator.output());
        Window window = operator.window();
        var filters = tf.linalg.transpose(t.value(operator.weights()), tf.constant(new int[] {1, 2, 0, 3}));
        int height = (in.dim(1) - 1) * window.strideHeight() + window.kernelHeight();
        int width = (in.dim(2) - 1) * window.strideWidth() + window.kernelWidth();
        var whole = tf.nn.conv2dBackpropInput(
                tf.constant(new int[] {in.dim(0), height, width, out.dim(3)}),
                filters,
                t.value(operator.input()),
                Windows.strides(window),
                "VALID");
        int[] end = {in.dim(0), window.paddingTop() + out.dim(1), window.paddingLeft() + out.dim(2), out.dim(3)};
        var padded = tf.pad(
                whole,
                tf.constant(new int[][] {
                    {0, 0}, {0, Math.max(end[1] - height, 0)}, {0, Math.max(end[2] - width, 0)}, {0, 0}
                }),
                tf.constant(0f));
        write(
                operator,
                t,
                tf.stridedSlice(
                        padded,
                        tf.constant(new int[] {0, window.paddingTop(), window.paddingLeft(), 0}),
                        tf.constant(end),
                        tf.constant(new int[] {1, 1, 1, 1})));
    }

    /** Adds the bias. */
    static void write(WeightedOperator operator, Translation t, Operand<TFloat32> sums) {
        t.write(
                operator.output(),
                operator.bias() < 0 ? sums : t.tf.nn.biasAdd(sums, t.value(operator.bias())),
                operator.activation(),
                Requantization.ofSums(operator.input(), operator.weights()));
    }
}
