// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeRequantization;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;

/**
 * int32 accumulator to int8 with ONNX's rounding: for output channel c,
 * {@code clamp(round(accumulator * factors[c]) + outputZeroPoint)}, product and rounding (ties to even) in float32.
 *
 * <p>ONNX's QLinearConv and QLinearMatMul say that the sums are integers and results are rounded to even; the order of
 * the scales in float32 is ONNX Runtime's.
 *
 * @param inputZeroPoint what is subtracted from every input value, -128 to 127
 * @param weightZeroPoints what is subtracted from every weight of an output channel, -128 to 127
 * @param outputZeroPoint -128 to 127
 * @param range the fused activation
 * @param factors one per output channel, 0 to below 2^30
 */
public record FloatRequantization(
        int inputZeroPoint, int[] weightZeroPoints, int outputZeroPoint, ActivationRange range, float[] factors)
        implements ConvolutionRequantization {

    /**
     * Factors {@code s_in * s_w[c] / s_out}, both operations in float32.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or an accumulator could overflow
     */
    public static FloatRequantization of(Layer layer, Weights values) {
        Quantization in = Require.quantization(layer.input());
        Quantization out = Require.quantization(layer.output());
        Quantization scales = Require.asymmetricWeightQuantization(layer);
        int channels = layer.channels();
        int[] zeroPoints = new int[channels];
        float[] factors = new float[channels];
        for (int c = 0; c < channels; c++) {
            zeroPoints[c] = scales.zeroPoint(c);
            factors[c] = in.scale() * scales.scale(c) / out.scale();
            Require.ratio(factors[c], "input scale x weight scale / output scale");
        }
        AccumulatorBound.check(layer, values, zeroPoints, in.zeroPoint());
        BiasScale.check(layer);
        return new FloatRequantization(
                in.zeroPoint(),
                zeroPoints,
                out.zeroPoint(),
                ActivationRange.of(layer.activation(), out, Rounding.ONNX),
                factors);
    }

    /** The result of output channel {@code c}. */
    public byte apply(int accumulator, int c) {
        // Clamped before the zero point is added, which therefore cannot overflow.
        int q = Rounding.halfEvenToInt(accumulator * factors[c]);
        return (byte) (Math.max(range.minimum() - outputZeroPoint, Math.min(range.maximum() - outputZeroPoint, q))
                + outputZeroPoint);
    }

    @Override
    public NativeRequantization toNative(NativeArguments arguments) {
        return new NativeRequantization(arguments.allocate(Loader.sizeof(NativeRequantization.class)))
                .input_zero_point(inputZeroPoint)
                .output_zero_point(outputZeroPoint)
                .output_minimum(range.minimum())
                .output_maximum(range.maximum())
                .multipliers((IntPointer) null)
                .shifts((IntPointer) null)
                .factors(arguments.floats(factors));
    }

    @Override
    public Requantizer requantizer() {
        return (sums, first, output, at) -> {
            for (int c = 0; c < sums.length; c++) {
                output[at + c] = apply(sums[c], first + c);
            }
        };
    }
}
