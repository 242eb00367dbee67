// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeDenseScaling;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import org.bytedeco.javacpp.Loader;

/**
 * Accumulator to int8 or int16 of a dense layer: for output channel c,
 * {@code clamp(round(accumulator * factors[c]) + outputZeroPoint)}, product and rounding (ties away from zero) in
 * double.
 *
 * <p>This is the one operator whose integers TFLite's reference kernels scale in floating point: {@code FullyConnected}
 * and {@code FullyConnectedPerChannel} in {@code reference/integer_ops/fully_connected.h}, from TFLite 2.20 on. Before,
 * and in TFLite Micro, it was {@code MultiplyByQuantizedMultiplier} as everywhere; about 0.5 % of the results differ,
 * by 1.
 *
 * @param inputZeroPoint what is subtracted from every input value, -128 to 127
 * @param weightZeroPoints what is subtracted from every weight of an output channel, -128 to 127; 0 but of layers that
 *     are uint8 in the file
 * @param outputZeroPoint -128 to 127
 * @param range the fused activation
 * @param factors one per output channel, 0 to below 2^30
 */
public record FullyConnectedRequantization(
        int inputZeroPoint, int[] weightZeroPoints, int outputZeroPoint, ActivationRange range, double[] factors)
        implements Int8Requantization {

    /**
     * Factors {@code s_in * s_w[c] / s_out} in double; of uint8 the first product in float32.
     *
     * @param unsigned whether the layer is uint8 in the file
     * @throws IllegalArgumentException if quantizations are missing or out of range, the bias has another scale
     *         where weights have one, or an int48 accumulator could overflow
     */
    public static FullyConnectedRequantization of(Layer layer, Weights values, boolean unsigned) {
        Quantization in = Require.quantization(layer.input());
        Quantization out = Require.quantization(layer.output());
        Quantization weights =
                unsigned ? Require.asymmetricWeightQuantization(layer) : Require.weightQuantization(layer);
        double[] factors = new double[layer.channels()];
        int[] zeroPoints = new int[factors.length];
        for (int c = 0; c < factors.length; c++) {
            zeroPoints[c] = weights.zeroPoint(c);
            double product = unsigned ? in.scale() * weights.scale(c) : (double) in.scale() * weights.scale(c);
            factors[c] = product / out.scale();
            Require.ratio(factors[c], "input scale x weight scale / output scale");
        }
        AccumulatorBound.review(layer, values, zeroPoints, in.zeroPoint());
        if (weights.channels() == 1) {
            BiasScale.check(layer);
        } else {
            BiasScale.review(layer);
        }
        return new FullyConnectedRequantization(
                in.zeroPoint(),
                zeroPoints,
                out.zeroPoint(),
                Require.range(layer.activation(), layer.output()),
                factors);
    }

    /** The result of output channel {@code c}. */
    public int apply(long accumulator, int c) {
        double q = Rounding.halfAway(accumulator * factors[c]) + outputZeroPoint;
        return (int) Math.max(range.minimum(), Math.min(range.maximum(), q));
    }

    @Override
    public Requantizer requantizer() {
        return (sums, first, output, at) -> {
            for (int c = 0; c < sums.length; c++) {
                output[at + c] = (byte) apply(sums[c], first + c);
            }
        };
    }

    /** The structure that the native library takes. */
    public NativeDenseScaling toNative(NativeArguments arguments) {
        return new NativeDenseScaling(arguments.allocate(Loader.sizeof(NativeDenseScaling.class)))
                .input_zero_point(inputZeroPoint)
                .output_zero_point(outputZeroPoint)
                .output_minimum(range.minimum())
                .output_maximum(range.maximum())
                .factors(arguments.doubles(factors));
    }
}
