// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/** Whether values are integers, and which of them those cannot hold. */
final class QuantizedValues {

    private QuantizedValues() {}

    /** Whether a tensor's values are int8 or int16 with a scale. */
    static boolean isQuantized(Tensor tensor) {
        return tensor.quantization() != null && (tensor.type() == DataType.INT8 || tensor.type() == DataType.INT16);
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
