// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Pooling; padding has no part in it. */
final class PoolingTranslations {

    private PoolingTranslations() {}

    static void add() {
        OperatorTranslations.add(AveragePool2d.class, PoolingTranslations::averagePool2d);
        OperatorTranslations.add(MaxPool2d.class, PoolingTranslations::maxPool2d);
    }

    private static void averagePool2d(AveragePool2d operator, Translation t) {
        Ops tf = t.tf;
        Window window = operator.window();
        Shape shape = t.shape(operator.input());
        Operand<TFloat32> image = t.value(operator.input());
        boolean same = window.isSame(shape);
        var means = same
                ? tf.nn.avgPool(image, kernel(window), Windows.strides(window), "SAME")
                : tf.math.mul(
                        tf.nn.avgPool(
                                Windows.pad(tf, image, window, 0), kernel(window), Windows.strides(window), "VALID"),
                        tf.constant(shares(window, shape, t.shape(operator.output()))));
        t.write(operator.output(), tiesAwayFromZero(means, operator, t), operator.activation());
    }

    /**
     * The means of integers lie halfway between two of them often, and go to the one that is further from 0. They are
     * moved that way by a quarter of the distance to what is nearest to halfway without being it.
     */
    private static Operand<TFloat32> tiesAwayFromZero(Operand<TFloat32> means, AveragePool2d operator, Translation t) {
        Tensor input = t.graph().tensor(operator.input());
        if (!t.rounds(operator.input())) {
            return means;
        }
        Ops tf = t.tf;
        float scale = input.quantization().scale();
        Window window = operator.window();
        var integers = tf.math.add(tf.math.mul(means, tf.constant(1 / scale)), tf.constant((float)
                input.quantization().zeroPoint()));
        float little = scale / (8f * window.kernelHeight() * window.kernelWidth());
        return tf.math.add(means, tf.stopGradient(tf.math.mul(tf.math.sign(integers), tf.constant(little))));
    }

    /** For each place of [1, H, W, 1] the cells of its window over those that are none of the padding. */
    private static float[][][][] shares(Window window, Shape in, Shape out) {
        float[][][][] shares = new float[1][out.dim(1)][out.dim(2)][1];
        float cells = window.kernelHeight() * window.kernelWidth();
        for (int y = 0; y < out.dim(1); y++) {
            int top = y * window.strideHeight() - window.paddingTop();
            for (int x = 0; x < out.dim(2); x++) {
                int left = x * window.strideWidth() - window.paddingLeft();
                shares[0][y][x][0] = cells
                        / (inside(top, window.kernelHeight(), in.dim(1))
                                * inside(left, window.kernelWidth(), in.dim(2)));
            }
        }
        return shares;
    }

    private static int inside(int first, int cells, int size) {
        return Math.min(first + cells, size) - Math.max(first, 0);
    }

    private static void maxPool2d(MaxPool2d operator, Translation t) {
        Ops tf = t.tf;
        Window window = operator.window();
        Operand<TFloat32> image = t.value(operator.input());
        boolean same = window.isSame(t.shape(operator.input()));
        var largest = tf.nn.maxPool(
                same ? image : Windows.pad(tf, image, window, -Float.MAX_VALUE),
                tf.constant(new int[] {1, window.kernelHeight(), window.kernelWidth(), 1}),
                tf.constant(new int[] {1, window.strideHeight(), window.strideWidth(), 1}),
                same ? "SAME" : "VALID");
        t.write(operator.output(), largest, operator.activation());
    }

    private static List<Long> kernel(Window window) {
        return List.of(1L, (long) window.kernelHeight(), (long) window.kernelWidth(), 1L);
    }
}
