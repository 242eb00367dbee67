// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.instructions.Window;
import io.lanewise.tensor.Shape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Convolutions over windows of any padding, stride and dilation, made of those without padding and dilation: TensorFlow
 * 2.18 has no gradient of a dilated one, and ends the process when asked for it.
 */
final class Windows {
    private static final String UNPADDED = "VALID";

    /** A convolution of what is padded already. */
    @FunctionalInterface
    interface Convolution {
        Operand<TFloat32> over(Operand<TFloat32> image, List<Long> strides, String padding);
    }

    private Windows() {}

    /** The convolution over the windows of a tensor [N, H, W, C]. */
    static Operand<TFloat32> slide(Translation t, int input, Window window, Convolution convolution) {
        Operand<TFloat32> image = t.value(input);
        Shape shape = t.shape(input);
        if (window.dilationHeight() == 1 && window.dilationWidth() == 1) {
            List<Long> strides = strides(window);
            return window.isSame(shape)
                    ? convolution.over(image, strides, "SAME")
                    : convolution.over(pad(t.tf, image, window, 0), strides, UNPADDED);
        }
        return thin(t.tf, dilated(t.tf, image, shape, window, convolution), window);
    }

    /** The cells of each residue modulo the dilation are an image of their own, in which windows have no gaps. */
    private static Operand<TFloat32> dilated(
            Ops tf, Operand<TFloat32> image, Shape shape, Window window, Convolution convolution) {
        int height = shape.dim(1) + window.paddingTop() + window.paddingBottom();
        int width = shape.dim(2) + window.paddingLeft() + window.paddingRight();
        int moreRows = Math.floorMod(-height, window.dilationHeight());
        int moreColumns = Math.floorMod(-width, window.dilationWidth());
        var dilation = tf.constant(new int[] {window.dilationHeight(), window.dilationWidth()});
        var images = tf.spaceToBatchNd(image, dilation, tf.constant(new int[][] {
            {window.paddingTop(), window.paddingBottom() + moreRows},
            {window.paddingLeft(), window.paddingRight() + moreColumns}
        }));
        return tf.batchToSpaceNd(
                convolution.over(images, List.of(1L, 1L, 1L, 1L), UNPADDED),
                dilation,
                tf.constant(new int[][] {{0, moreRows}, {0, moreColumns}}));
    }

    private static Operand<TFloat32> thin(Ops tf, Operand<TFloat32> dense, Window window) {
        return window.strideHeight() == 1 && window.strideWidth() == 1
                ? dense
                : tf.stridedSlice(dense, tf.constant(new int[] {0, 0, 0, 0}), tf.shape(dense), tf.constant(new int[] {
                    1, window.strideHeight(), window.strideWidth(), 1
                }));
    }

    static List<Long> strides(Window window) {
        return List.of(1L, (long) window.strideHeight(), (long) window.strideWidth(), 1L);
    }

    static Operand<TFloat32> pad(Ops tf, Operand<TFloat32> image, Window window, float value) {
        boolean none = window.paddingTop() == 0
                && window.paddingBottom() == 0
                && window.paddingLeft() == 0
                && window.paddingRight() == 0;
        return none
                ? image
                : tf.pad(
                        image,
                        tf.constant(new int[][] {
                            {0, 0},
                            {window.paddingTop(), window.paddingBottom()},
                            {window.paddingLeft(), window.paddingRight()},
                            {0, 0}
                        }),
                        tf.constant(value));
    }
}
