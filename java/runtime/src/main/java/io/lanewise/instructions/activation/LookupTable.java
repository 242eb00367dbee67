// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.util.function.IntUnaryOperator;

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
        return ofValues(q -> {
            float y = function.apply(in.scale() * (q - in.zeroPoint()));
            return Rounding.halfAwayToInt(y * inverseScale) + out.zeroPoint();
        });
    }

    /**
     * Of a logarithm, which is the output's least value where there is none.
     *
     * @throws IllegalArgumentException if quantizations are missing
     */
    public static LookupTable ofLogarithm(Tensor input, Tensor output, FloatFunction logarithm) {
        Quantization out = Require.quantization(output);
        float least = (Int8.MIN - out.zeroPoint()) * out.scale();
        return of(input, output, x -> x <= 0 ? least : logarithm.apply(x));
    }

    /**
     * Of a magnitude, which is rescaled in fixed point if the scales differ.
     *
     * @throws IllegalArgumentException if quantizations are missing or too different
     */
    public static LookupTable ofMagnitude(Tensor input, Tensor output) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        boolean rescales = in.scale() != out.scale();
        QuantizedMultiplier ratio = Require.multiplier(in.scale() / out.scale(), "input scale / output scale");
        return ofValues(q -> {
            int magnitude = Math.abs(q - in.zeroPoint());
            return (rescales ? ratio.times(magnitude) : magnitude) + out.zeroPoint();
        });
    }

    /**
     * Of a negation: of the value as it is stored, -128 staying.
     *
     * @throws IllegalArgumentException unless input and output have one scale and zero point 0
     */
    public static LookupTable ofNegation(Tensor input, Tensor output) {
        Require.sameQuantization(input, output);
        Require.that(output.quantization().zeroPoint() == 0, "%s has a zero point; int8 NEG needs 0", output);
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            values[q - Int8.MIN] = (byte) -q;
        }
        return new LookupTable(values);
    }

    /**
     * Of a square root in float32, rounded towards 0. Where the input is negative, which fails TFLite's run, that of 0.
     *
     * @throws IllegalArgumentException if quantizations are missing
     */
    public static LookupTable ofRoot(Tensor input, Tensor output) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        return ofValues(q -> {
            float x = Math.max(0, in.scale() * (q - in.zeroPoint()));
            return (int) ((float) Math.sqrt(x) / out.scale()) + out.zeroPoint();
        });
    }

    /** A function of integers; results are kept within int8. */
    static LookupTable ofValues(IntUnaryOperator function) {
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            values[q - Int8.MIN] = Int8.saturate(function.applyAsInt(q));
        }
        return new LookupTable(values);
    }

    /** Of truths as bytes: 1 of 0, else 0. */
    public static LookupTable ofNot() {
        return ofValues(truth -> truth == 0 ? 1 : 0);
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
        return ofValues(q -> parameters.apply(q, 1));
    }
}
