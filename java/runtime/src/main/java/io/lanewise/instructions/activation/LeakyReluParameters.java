// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.Require;
import io.lanewise.internal.NativePreluParams;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import org.bytedeco.javacpp.Loader;

/**
 * int8 or int16 rectifier with a slope: {@code (x - inputZeroPoint) * positive} where that is not negative, else
 * {@code (x - inputZeroPoint) * (slope - slopeZeroPoint) * negative}, plus the output zero point. Both factors are
 * worked out in float32, as TFLite's {@code activations.cc}.
 *
 * @param slopeZeroPoint of PRELU's slopes; 0 of LEAKY_RELU, whose slope is in the factor
 */
public record LeakyReluParameters(
        int inputZeroPoint,
        int slopeZeroPoint,
        int outputZeroPoint,
        QuantizedMultiplier positive,
        QuantizedMultiplier negative) {

    /**
     * One slope.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or the slope is negative or not
     *         finite
     */
    public static LeakyReluParameters of(Tensor input, Tensor output, float alpha) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        float ratio = in.scale() * alpha / out.scale();
        return new LeakyReluParameters(
                in.zeroPoint(),
                0,
                out.zeroPoint(),
                positive(in, out),
                Require.multiplier(ratio, "input scale x alpha / output scale"));
    }

    /**
     * A slope for each channel.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static LeakyReluParameters of(Tensor input, Tensor slopes, Tensor output) {
        Quantization in = Require.quantization(input);
        Quantization slope = Require.quantization(slopes);
        Quantization out = Require.quantization(output);
        float ratio = in.scale() * slope.scale() / out.scale();
        return new LeakyReluParameters(
                in.zeroPoint(),
                slope.zeroPoint(),
                out.zeroPoint(),
                positive(in, out),
                Require.multiplier(ratio, "input scale x slope scale / output scale"));
    }

    private static QuantizedMultiplier positive(Quantization in, Quantization out) {
        return Require.multiplier(in.scale() / out.scale(), "input scale / output scale");
    }

    /** The structure that the native library takes, of PRELU. */
    public NativePreluParams toNative(NativeArguments arguments) {
        return new NativePreluParams(arguments.allocate(Loader.sizeof(NativePreluParams.class)))
                .input_zero_point(inputZeroPoint)
                .slope_zero_point(slopeZeroPoint)
                .output_zero_point(outputZeroPoint)
                .positive_multiplier(positive.multiplier())
                .positive_shift(positive.shift())
                .negative_multiplier(negative.multiplier())
                .negative_shift(negative.shift());
    }

    /** The result of one input and, of PRELU, its slope; LEAKY_RELU passes 1. It may be beyond its type. */
    public int apply(int input, int slope) {
        int x = input - inputZeroPoint;
        int y = x >= 0 ? positive.times(x) : negative.times(x * (slope - slopeZeroPoint));
        return y + outputZeroPoint;
    }
}
