// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.graph.Tensor;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Quantization;
import java.nio.ByteBuffer;

/** What the integers of a quantized tensor mean. */
public final class QuantizedValues {

    private QuantizedValues() {
    }

    /** Whether a tensor's values are int8 or int16 with a scale. */
    static boolean isQuantized(Tensor tensor) {
        return tensor.quantization() != null && (tensor.type() == DataType.INT8 || tensor.type() == DataType.INT16);
    }

    /** The real values of an int4, int8 or int16 constant. */
    public static float[] floats(Tensor constant) {
        Quantization quantization = constant.quantization();
        int inner = 1;
        for (int i = quantization.axis() + 1; quantization.isPerChannel() && i < constant.shape().rank(); i++) {
            inner *= constant.shape().dim(i);
        }
        ByteBuffer data = constant.type() == DataType.INT4
                ? ByteBuffer.wrap(PackedInt4.unpack(constant.data(), constant.shape().elements())) : constant.data();
        float[] values = new float[constant.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            int channel = i / inner % quantization.channels();
            int q = constant.type() == DataType.INT16 ? data.getShort(Short.BYTES * i) : data.get(i);
            values[i] = quantization.scale(channel) * (q - quantization.zeroPoint(channel));
        }
        return values;
    }

    /** How many values lie more than half a step outside of what a tensor of one scale can hold. */
    static long clipped(float[] values, Tensor quantized) {
        Quantization quantization = quantized.quantization();
        int smallest = quantized.type() == DataType.INT8 ? Byte.MIN_VALUE : Short.MIN_VALUE;
        double low = quantization.scale() * (smallest - quantization.zeroPoint() - 0.5);
        double high = quantization.scale() * (-1 - smallest - quantization.zeroPoint() + 0.5);
        long count = 0;
        for (float value : values) {
            count += value < low || value > high ? 1 : 0;
        }
        return count;
    }
}
