// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeRequantization;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.FixedPoint;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;

/**
 * Accumulator to int8 or int16: for output channel c,
 * {@code clamp(multiplyByQuantizedMultiplier(accumulator, multipliers[c], shifts[c]) + outputZeroPoint)}. Convolutions
 * of int16 accumulate in int64, everything else in int32.
 *
 * @param inputZeroPoint what is subtracted from every input value, -128 to 127
 * @param outputZeroPoint -128 to 127
 * @param outputMinimum lower bound of the result, the fused activation's, in the output's type
 * @param outputMaximum upper bound of the result
 * @param multipliers Q0.31, 0 or 2^30 to 2^31 - 1; one per output channel, or one alone for elementwise operators
 * @param shifts -31 to 30, positive is left, at most 7 for an int64 accumulator; as many
 */
public record Requantization(
        int inputZeroPoint, int outputZeroPoint, int outputMinimum, int outputMaximum, int[] multipliers, int[] shifts)
        implements ConvolutionRequantization {

    /**
     * Of a convolution or depthwise convolution: factors {@code s_in * s_w[c] / s_out} in double (TFLite's
     * {@code PopulateConvolutionQuantizationParams}). A dense layer has its {@link FullyConnectedRequantization}.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or an int48 accumulator could
     *         overflow
     */
    public static Requantization of(Layer layer, Weights values) {
        Quantization in = Require.quantization(layer.input());
        Quantization out = Require.quantization(layer.output());
        Quantization weights = Require.weightQuantization(layer);
        AccumulatorBound.review(layer, values, new int[layer.channels()], in.zeroPoint());
        Requantization requantization = of(
                in,
                out,
                Require.range(layer.activation(), layer.output()),
                layer.channels(),
                c -> (double) in.scale() * weights.scale(c) / out.scale());
        if (layer.output().type() == DataType.INT16) {
            requantization.requireWideShifts();
        }
        BiasScale.review(layer);
        return requantization;
    }

    /**
     * Of a clamp that stands alone: the factor {@code s_in / s_out} in float32 (TFLite's {@code ReluPrepare}).
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static Requantization ofClamp(Tensor input, Tensor output, Activation activation) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        return of(in, out, Require.range(activation, output), 1, c -> in.scale() / out.scale());
    }

    /**
     * Of integers to integers of another scale or width: the factor {@code s_in / s_out} in double.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static Requantization ofRescaling(Tensor input, Tensor output) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        return of(in, out, Require.range(Activation.NONE, output), 1, c -> (double) in.scale() / out.scale());
    }

    /** TFLite's rescaling of an int64 accumulator shifts by at most 7 to the left. */
    private void requireWideShifts() {
        for (int c = 0; c < shifts.length; c++) {
            if (shifts[c] > 7) {
                throw new IllegalArgumentException(
                        "output channel " + c + ": input scale x weight scale / output scale must be below 2^7");
            }
        }
    }

    static Requantization of(
            Quantization in, Quantization out, ActivationRange range, int channels, IntToDoubleFunction ratio) {
        int[] multipliers = new int[channels];
        int[] shifts = new int[channels];
        for (int c = 0; c < channels; c++) {
            QuantizedMultiplier factor = Require.multiplier(ratio.applyAsDouble(c), "input scale / output scale");
            multipliers[c] = factor.multiplier();
            shifts[c] = factor.shift();
        }
        return new Requantization(
                in.zeroPoint(), out.zeroPoint(), range.minimum(), range.maximum(), multipliers, shifts);
    }

    @Override
    public NativeRequantization toNative(NativeArguments arguments) {
        return new NativeRequantization(arguments.allocate(Loader.sizeof(NativeRequantization.class)))
                .input_zero_point(inputZeroPoint)
                .output_zero_point(outputZeroPoint)
                .output_minimum(outputMinimum)
                .output_maximum(outputMaximum)
                .multipliers(arguments.ints(multipliers))
                .shifts(arguments.ints(shifts))
                .factors((FloatPointer) null);
    }

    @Override
    public Requantizer requantizer() {
        return (sums, first, output, at) -> {
            for (int c = 0; c < sums.length; c++) {
                output[at + c] = apply(sums[c], first + c);
            }
        };
    }

    /** The int8 result of output channel {@code c}; 0 where there is one multiplier alone. */
    public byte apply(int accumulator, int c) {
        int scaled = FixedPoint.multiplyByQuantizedMultiplier(accumulator, multipliers[c], shifts[c]);
        // Clamped before the zero point is added, which therefore cannot overflow.
        return (byte) (Math.max(outputMinimum - outputZeroPoint, Math.min(outputMaximum - outputZeroPoint, scaled))
                + outputZeroPoint);
    }
}
