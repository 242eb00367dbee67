// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/** Integers of trained reals, by the arithmetic of the network's own rounding: float32, ties to even. */
final class TrainedIntegers {

    private TrainedIntegers() {}

    /** int8 or int4 weights at these scales, without the lowest integer. */
    static Tensor ofWeights(Tensor constant, Quantization quantization, float[] reals) {
        int largest = Grid.largest(constant.type());
        IntUnaryOperator channelOf = quantization.channelOf(constant.shape());
        byte[] values = new byte[reals.length];
        for (int i = 0; i < values.length; i++) {
            double steps = Math.rint(reals[i] / quantization.scale(channelOf.applyAsInt(i)));
            values[i] = (byte) Math.max(-largest, Math.min(largest, steps));
        }
        byte[] stored = constant.type() == DataType.INT4 ? PackedInt4.pack(values) : values;
        return new Tensor(constant.name(), constant.type(), constant.shape(), quantization, ByteBuffer.wrap(stored));
    }

    /** An int32 or int64 bias at the scales of sums. */
    static Tensor ofBias(Tensor constant, Quantization scales, float[] reals) {
        boolean wide = constant.type() == DataType.INT64;
        ByteBuffer data = ByteBuffer.allocate(constant.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        for (int c = 0; c < reals.length; c++) {
            double sum = Math.rint(reals[c] / (double) scales.scale(c));
            if (wide) {
                data.putLong((long) sum);
            } else {
                data.putInt((int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, sum)));
            }
        }
        return new Tensor(constant.name(), constant.type(), constant.shape(), scales, data.flip());
    }

    /** Those of a layer's sums, which are its bias's own, whatever that says. */
    static Quantization scalesOfBias(Quantization input, Quantization weights) {
        return BiasQuantizer.quantization(input.scale(), weights);
    }

    /** What the integers of a bias stand for. */
    static float[] realsOfBias(Tensor bias, Quantization scales) {
        float[] reals = new float[bias.shape().elements()];
        for (int c = 0; c < reals.length; c++) {
            long sum = bias.type() == DataType.INT64
                    ? bias.data().getLong(c * Long.BYTES)
                    : bias.data().getInt(c * Integer.BYTES);
            reals[c] = (float) ((double) scales.scale(c) * sum);
        }
        return reals;
    }
}
