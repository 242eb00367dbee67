// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * Whether an int32 bias counts in the accumulator's unit, input scale x weight scale. Kernels add it as it is, so a
 * file that means another unit gives wrong results.
 */
final class BiasScale {
    /** Of the output scale: what TFLite's {@code GetQuantizedConvolutionMultipler} lets pass. */
    private static final double TOLERANCE = 0.02;

    private BiasScale() {}

    /** Refuses a bias of another unit, as TFLite does where weights have one scale or are uint8. */
    static void check(Layer layer) {
        String problem = problem(layer);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Warns of one where TFLite does not look. */
    static void review(Layer layer) {
        String problem = problem(layer);
        if (problem != null) {
            layer.warnings().accept(problem + "; it is added as it is, as TFLite does");
        }
    }

    /** Of a bias that there is and that has a quantization; null where that fits. */
    private static String problem(Layer layer) {
        Tensor bias = layer.bias();
        if (bias == null || bias.quantization() == null) {
            return null;
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
                return "bias " + bias + " has " + quantization + ", channel " + c + " scale " + quantization.scale(c)
                        + "; expected input scale x weight scale = " + expected + " and zero point 0";
            }
        }
        return null;
    }
}
