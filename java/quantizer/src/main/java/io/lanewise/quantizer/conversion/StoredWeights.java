// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Tensor;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import java.nio.ByteBuffer;

/** Float weights as the constant that a file stores. */
final class StoredWeights {

    private StoredWeights() {
    }

    /** With a scale for each slice along {@code axis} (the first or the last), or one for all if it is -1. */
    static Tensor of(Tensor weights, WeightScheme.Type type, int axis) {
        return of(weights, quantizer(weights, type, axis), type, axis);
    }

    /** The quantizer of those scales, by the weights' own ranges. */
    static WeightQuantizer quantizer(Tensor weights, WeightScheme.Type type, int axis) {
        int channels = axis < 0 ? 1 : weights.shape().dim(axis);
        int inner = axis == 0 || axis < 0 ? weights.shape().elements() / channels : 1;
        return new WeightQuantizer(weights.floats(), channels, inner, type);
    }

    /** What a quantizer makes of the weights. */
    static Tensor of(Tensor weights, WeightQuantizer quantizer, WeightScheme.Type type, int axis) {
        byte[] values = quantizer.values();
        boolean packed = type == WeightScheme.Type.INT4;
        return new Tensor(weights.name(), packed ? DataType.INT4 : DataType.INT8, weights.shape(), quantizer.quantization(axis),
                ByteBuffer.wrap(packed ? PackedInt4.pack(values) : values));
    }
}
