// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/** Float weights as the constant that a file stores. */
final class StoredWeights {

    private StoredWeights() {}

    /** With a scale for each slice along {@code axis} (the first or the last), or one for all if it is -1. */
    static Tensor of(Tensor weights, WeightScheme.Type type, int axis) {
        return of(weights, quantizer(weights, type, axis), type, axis);
    }

    /** With a scale for each block of a row, which is the last dimension. */
    static Tensor ofBlocks(Tensor weights, WeightScheme.Type type, int blockSize) {
        int row = weights.shape().dim(-1);
        int channels = weights.shape().elements() / row * ((row + blockSize - 1) / blockSize);
        IntUnaryOperator channelOf =
                Quantization.perBlock(new float[channels], blockSize).channelOf(weights.shape());
        WeightQuantizer quantizer = new WeightQuantizer(weights.floats(), channels, channelOf, type);
        return stored(weights, quantizer, type, Quantization.perBlock(quantizer.scales(), blockSize));
    }

    /** The quantizer of those scales, by the weights' own ranges. */
    static WeightQuantizer quantizer(Tensor weights, WeightScheme.Type type, int axis) {
        int channels = axis < 0 ? 1 : weights.shape().dim(axis);
        int inner = axis == 0 || axis < 0 ? weights.shape().elements() / channels : 1;
        return new WeightQuantizer(weights.floats(), channels, i -> i / inner % channels, type);
    }

    /** What a quantizer makes of the weights. */
    static Tensor of(Tensor weights, WeightQuantizer quantizer, WeightScheme.Type type, int axis) {
        return stored(weights, quantizer, type, quantizer.quantization(axis));
    }

    private static Tensor stored(
            Tensor weights, WeightQuantizer quantizer, WeightScheme.Type type, Quantization quantization) {
        byte[] values = quantizer.values();
        boolean packed = type == WeightScheme.Type.INT4;
        return new Tensor(
                weights.name(),
                packed ? DataType.INT4 : DataType.INT8,
                weights.shape(),
                quantization,
                ByteBuffer.wrap(packed ? PackedInt4.pack(values) : values));
    }
}
