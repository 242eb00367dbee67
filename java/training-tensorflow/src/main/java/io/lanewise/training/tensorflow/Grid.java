// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The multiples of scales that integers stand for.
 *
 * @param divisor what values are divided by before they are rounded: the scale, or a little less
 * @param scale one, or one for each cell of an axis, in a shape that broadcasts
 * @param lowest multiple, the zero point taken off
 * @param highest the same
 */
record Grid(Operand<TFloat32> divisor, Operand<TFloat32> scale, Operand<TFloat32> lowest, Operand<TFloat32> highest) {

    /** The value that is rounded to it. */
    Operand<TFloat32> round(Ops tf, Operand<TFloat32> value) {
        return FakeQuantization.of(tf, value, divisor, scale, lowest, highest);
    }

    /** That of weights: symmetric, so the lowest integer is left out. */
    static Grid ofWeights(Ops tf, Operand<TFloat32> scale, DataType type) {
        return new Grid(scale, scale, tf.constant((float) -largest(type)), tf.constant((float) largest(type)));
    }

    /**
     * That of an activation, with a zero point that is a whole number. What lies halfway goes to the integer further
     * from 0, as TFLite's kernels round sums before they add the zero point: a divisor that is smaller by 2^-20 moves
     * it there, and nothing else by more than 1/4000 of a step of int8.
     */
    static Grid ofActivation(Ops tf, Operand<TFloat32> scale, Operand<TFloat32> zeroPoint, DataType type) {
        return new Grid(
                tf.math.mul(scale, tf.constant(1 - 0x1p-20f)),
                scale,
                tf.math.sub(tf.constant(-largest(type) - 1f), zeroPoint),
                tf.math.sub(tf.constant((float) largest(type)), zeroPoint));
    }

    /**
     * The largest integer of a type.
     *
     * @throws IllegalArgumentException if training writes no such integers
     */
    static int largest(DataType type) {
        return switch (type) {
            case INT4 -> 7;
            case INT8 -> 127;
            case INT16 -> 32767;
            default -> throw new IllegalArgumentException(type.label() + " is not what training writes");
        };
    }

    /** The scales that a tensor says. */
    static Operand<TFloat32> scales(Ops tf, Tensor tensor) {
        Quantization quantization = tensor.quantization();
        float[] scales = new float[quantization.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
        }
        return Floats.constant(tf, shape(tensor), scales);
    }

    /** That of a tensor's scales: 1 along all axes but the channels'. */
    static Shape shape(Tensor tensor) {
        int[] dims = new int[tensor.shape().rank()];
        Arrays.fill(dims, 1);
        if (tensor.quantization().isPerChannel()) {
            dims[tensor.quantization().axis()] = tensor.quantization().channels();
        }
        return Shape.of(dims);
    }

    /**
     * The tensor.
     *
     * @throws IllegalArgumentException if it has no scale for all, or for each channel
     */
    static Tensor requireScales(Tensor tensor) {
        Quantization quantization = tensor.quantization();
        Translation.require(
                quantization != null && !quantization.isPerBlock() && !quantization.isCodebook(),
                tensor + " has no scale for each channel, or for all");
        return tensor;
    }
}
