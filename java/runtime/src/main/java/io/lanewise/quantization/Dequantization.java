// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Float16;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.function.IntUnaryOperator;

/** The reals that the integers of a constant stand for. */
public final class Dequantization {

    private Dequantization() {}

    /**
     * Of an int4, int8, uint8 or int16 constant: scale x (q - zero point) in float32; of indices of a codebook: its
     * reals; of float16 the same values.
     *
     * @throws IllegalArgumentException if an index is beyond its codebook
     */
    public static float[] floats(Tensor constant) {
        int elements = constant.shape().elements();
        if (constant.type() == DataType.FLOAT16) {
            return widened(constant);
        }
        ByteBuffer data = constant.type() == DataType.INT4
                ? ByteBuffer.wrap(PackedInt4.unpack(constant.data(), elements))
                : constant.data();
        return constant.quantization().isCodebook() ? lookedUp(constant, data) : scaled(constant, data);
    }

    private static float[] scaled(Tensor constant, ByteBuffer data) {
        Quantization quantization = constant.quantization();
        IntUnaryOperator channelOf = quantization.channelOf(constant.shape());
        float[] values = new float[constant.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            int channel = channelOf.applyAsInt(i);
            int q = switch (constant.type()) {
                case INT16 -> data.getShort(Short.BYTES * i);
                case UINT8 -> data.get(i) & 0xff;
                default -> data.get(i);
            };
            values[i] = quantization.scale(channel) * (q - quantization.zeroPoint(channel));
        }
        return values;
    }

    private static float[] widened(Tensor constant) {
        ShortBuffer halves = constant.data().asShortBuffer();
        float[] values = new float[constant.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float16.toFloat(halves.get(i));
        }
        return values;
    }

    private static float[] lookedUp(Tensor constant, ByteBuffer data) {
        float[] codebook = constant.quantization().codebook();
        float[] values = new float[constant.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            int entry = constant.type() == DataType.INT4 ? data.get(i) + 8 : data.get(i) & 0xff;
            if (entry >= codebook.length) {
                throw new IllegalArgumentException(
                        constant + " names entry " + entry + " of " + constant.quantization());
            }
            values[i] = codebook[entry];
        }
        return values;
    }
}
