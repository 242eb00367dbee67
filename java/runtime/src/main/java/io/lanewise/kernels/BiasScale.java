// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * Proof that an int32 bias counts in the accumulator's unit, input scale x weight scale. Kernels add it as it is, so a file
 * that means another unit would give wrong results without a sign.
 */
final class BiasScale {
    /** Of the output scale: what TFLite's {@code GetQuantizedConvolutionMultipler} lets pass. */
    private static final double TOLERANCE = 0.02;

    private BiasScale() {
    }

    /** Checks a bias that there is and that has a quantization. */
    static void check(OperatorContext context, WeightedOperator operator) {
        if (operator.bias() < 0 || context.tensor(operator.bias()).quantization() == null) {
            return;
        }
        Tensor tensor = context.tensor(operator.bias());
        Quantization quantization = tensor.quantization();
        Quantization weightQuantization = context.tensor(operator.weights()).quantization();
        double inputScale = context.tensor(operator.input()).quantization().scale();
        double outputScale = context.tensor(operator.output()).quantization().scale();
        for (int c = 0; c < Math.max(quantization.channels(), weightQuantization.channels()); c++) {
            double expected = inputScale * weightQuantization.scale(c);
            boolean fits = quantization.zeroPoint(c) == 0
                    && Math.abs(expected - quantization.scale(c)) <= TOLERANCE * outputScale;
            if (!fits) {
                throw context.error("bias " + tensor + " has " + quantization + ", channel " + c + " scale "
                        + quantization.scale(c) + "; expected input scale x weight scale = " + expected
                        + " and zero point 0");
            }
        }
    }
}
