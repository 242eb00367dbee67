// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * Proof that an int32 bias counts in the accumulator's unit, input scale x weight scale. Kernels add it as it is, so a
 * file that means another unit would give wrong results without a sign.
 */
final class BiasScale {
    /** Of the output scale: what TFLite's {@code GetQuantizedConvolutionMultipler} lets pass. */
    private static final double TOLERANCE = 0.02;

    private BiasScale() {}

    /** Checks a bias that there is and that has a quantization. */
    static void check(Layer layer) {
        Tensor bias = layer.bias();
        if (bias == null || bias.quantization() == null) {
            return;
        }
        Quantization quantization = bias.quantization();
        Quantization weights = layer.weights().quantization();
        double inputScale = layer.input().quantization().scale();
        double outputScale = layer.output().quantization().scale();
        for (int c = 0; c < Math.max(quantization.channels(), weights.channels()); c++) {
            double expected = inputScale * weights.scale(c);
            boolean fits = quantization.zeroPoint(c) == 0
                    && Math.abs(expected - quantization.scale(c)) <= TOLERANCE * outputScale;
            if (!fits) {
                throw new IllegalArgumentException(
                        "bias " + bias + " has " + quantization + ", channel " + c + " scale "
                                + quantization.scale(c) + "; expected input scale x weight scale = " + expected
                                + " and zero point 0");
            }
        }
    }
}
