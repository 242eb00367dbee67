// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeRequantization;
import io.lanewise.tensor.Quantization;

/**
 * Accumulator to int8 where weights have zero points, as in TFLite's models of uint8.
 *
 * @param scaling what becomes of the sums
 * @param weightZeroPoints what is subtracted from every weight of an output channel, -128 to 127
 */
public record AsymmetricRequantization(Requantization scaling, int[] weightZeroPoints)
        implements ConvolutionRequantization {

    /**
     * Of a layer that is uint8 in the file: factors {@code s_in * s_w} in float32, {@code / s_out} in double (TFLite's
     * {@code GetQuantizedConvolutionMultipler}).
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or the bias has another scale
     */
    static AsymmetricRequantization of(Layer layer, Weights values) {
        Quantization in = Require.quantization(layer.input());
        Quantization out = Require.quantization(layer.output());
        Quantization weights = Require.asymmetricWeightQuantization(layer);
        int[] zeroPoints = new int[layer.channels()];
        for (int c = 0; c < zeroPoints.length; c++) {
            zeroPoints[c] = weights.zeroPoint(c);
        }
        AccumulatorBound.review(layer, values, zeroPoints, in.zeroPoint());
        BiasScale.check(layer);
        return new AsymmetricRequantization(
                Requantization.of(
                        in,
                        out,
                        Require.range(layer.activation(), layer.output()),
                        zeroPoints.length,
                        c -> in.scale() * weights.scale(c) / (double) out.scale()),
                zeroPoints);
    }

    @Override
    public int inputZeroPoint() {
        return scaling.inputZeroPoint();
    }

    @Override
    public NativeRequantization toNative(NativeArguments arguments) {
        return scaling.toNative(arguments);
    }

    @Override
    public Requantizer requantizer() {
        return scaling.requantizer();
    }
}
