// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;

/** float32 biases as int32 or int64 at the scale of the accumulator: TFLite's {@code SymmetricBiasQuantize}. */
public final class BiasQuantizer {

    private BiasQuantizer() {}

    /**
     * {@return input scale x weight scale of each channel, zero point 0; per channel along axis 0 if the weights are
     * per channel}
     *
     * @param inputScale of the operator's input
     * @param weights of the operator's weights, per tensor or per channel
     */
    public static Quantization quantization(float inputScale, Quantization weights) {
        if (!weights.isPerChannel()) {
            return Quantization.perTensor(inputScale * weights.scale(), 0);
        }
        float[] scales = new float[weights.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = inputScale * weights.scale(c);
        }
        return Quantization.perChannel(scales, new int[scales.length], 0);
    }

    /** The biases at these scales; too large ones saturate to +-(2^31 - 1). */
    static int[] values(float[] bias, Quantization quantization) {
        int[] values = new int[bias.length];
        for (int c = 0; c < values.length; c++) {
            float scale = quantization.scale(c);
            float inverse = scale == 0 ? 0 : 1 / scale;
            values[c] = Math.max(-Integer.MAX_VALUE, Rounding.halfAwayToInt(bias[c] * inverse));
        }
        return values;
    }

    /** The biases of int16 activations at these scales, the products rounded to float32 as TFLite does. */
    static long[] longValues(float[] bias, Quantization quantization) {
        long[] values = new long[bias.length];
        for (int c = 0; c < values.length; c++) {
            float scale = quantization.scale(c);
            float inverse = scale == 0 ? 0 : 1 / scale;
            values[c] = Math.max(-Long.MAX_VALUE, (long) Rounding.halfAway(bias[c] * inverse));
        }
        return values;
    }
}
