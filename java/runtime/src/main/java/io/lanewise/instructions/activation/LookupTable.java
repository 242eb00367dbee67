// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.Int8;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;

/**
 * An int8 function by its values: {@code out = values[in + 128]}.
 *
 * @param values 256 entries, that of -128 first
 */
public record LookupTable(byte[] values) {

    /**
     * A float32 function of one value, as TFLite's {@code LUTPopulate}.
     *
     * @throws IllegalArgumentException if quantizations are missing
     */
    public static LookupTable of(Tensor input, Tensor output, FloatFunction function) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        float inverseScale = 1 / out.scale();
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            float y = function.apply(in.scale() * (q - in.zeroPoint()));
            values[q - Int8.MIN] = Int8.saturate(Rounding.halfAwayToInt(y * inverseScale) + out.zeroPoint());
        }
        return new LookupTable(values);
    }

    /**
     * uint8 of another scale, values and zero points 128 lower: TFLite's {@code ConcatenationWithScaling}.
     *
     * @param from of the input as int8
     * @param to of the output as int8
     */
    public static LookupTable ofUnsignedRescaling(Quantization from, Quantization to) {
        int offset = -Int8.MIN;
        float factor = from.scale() * (1 / to.scale());
        float bias = -(from.zeroPoint() + offset) * factor;
        byte[] values = new byte[256];
        for (int q = 0; q < values.length; q++) {
            int rescaled = Rounding.halfAwayToInt(q * factor + bias) + to.zeroPoint();
            values[q] = Int8.saturate(rescaled);
        }
        return new LookupTable(values);
    }

    /**
     * HARD_SWISH in its own fixed point.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static LookupTable ofHardSwish(Tensor input, Tensor output) {
        return new LookupTable(HardSwishTable.of(Require.quantization(input), Require.quantization(output)));
    }

    /**
     * A rectifier with a slope.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static LookupTable ofLeakyRelu(Tensor input, Tensor output, float alpha) {
        LeakyReluParameters parameters = LeakyReluParameters.of(input, output, alpha);
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            values[q - Int8.MIN] = parameters.apply(q, 1);
        }
        return new LookupTable(values);
    }
}
