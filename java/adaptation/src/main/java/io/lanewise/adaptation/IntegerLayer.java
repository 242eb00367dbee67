// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;

/**
 * A dense layer in integers, as TFLite's converter makes them: int8 weights in [-127, 127] with zero point 0, int32
 * biases at scale of the features x scale of the weights, int8 logits. Each step is in the converter's precision
 * ({@code SymmetricQuantizeFloats}, {@code SymmetricPerChannelQuantization}, {@code AdjustWeightsForBiasScale}, {@code
 * SymmetricBiasQuantize} and {@code GetAsymmetricQuantizationParams}).
 *
 * @param weights [classes, features]
 * @param weightScales one, or one for each class
 * @param bias one for each class
 */
record IntegerLayer(byte[] weights, float[] weightScales, int[] bias, float[] biasScales, Quantization logits) {
    private static final int LARGEST_WEIGHT = 127;
    private static final int STEPS = 255;

    /**
     * Quantizes a layer.
     *
     * @param weights [classes, features]
     * @param scales how many scales the weights get: 1, or as many as there are classes
     * @param inputScale of the features
     * @param minimum the smallest logit
     * @param maximum the largest logit
     */
    static IntegerLayer of(float[] weights, float[] bias, int scales, float inputScale, float minimum, float maximum) {
        int run = weights.length / scales;
        float[] ranges = new float[scales];
        for (int i = 0; i < weights.length; i++) {
            ranges[i / run] = Math.max(ranges[i / run], Math.abs(weights[i]));
        }
        float[] largestBias = new float[scales];
        for (int k = 0; k < bias.length; k++) {
            int group = k * scales / bias.length;
            largestBias[group] = Math.max(largestBias[group], Math.abs(bias[k]));
        }
        float[] weightScales = new float[scales];
        float[] biasScales = new float[scales];
        byte[] integers = new byte[weights.length];
        for (int group = 0; group < scales; group++) {
            float range = fitBias(ranges[group], largestBias[group], inputScale);
            weightScales[group] = range == 0 ? 1 : range / LARGEST_WEIGHT;
            biasScales[group] = inputScale * weightScales[group];
            // The inverse is rounded by itself, as the converter's is.
            float inverse = range == 0 ? 0 : LARGEST_WEIGHT / range;
            for (int i = group * run; i < (group + 1) * run; i++) {
                int q = Rounding.halfAwayToInt(weights[i] * inverse);
                integers[i] = (byte) Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, q));
            }
        }
        int[] biases = new int[bias.length];
        for (int k = 0; k < bias.length; k++) {
            float inverse = 1 / biasScales[k * scales / bias.length];
            biases[k] = Math.max(-Integer.MAX_VALUE, Rounding.halfAwayToInt(bias[k] * inverse));
        }
        return new IntegerLayer(integers, weightScales, biases, biasScales, logits(minimum, maximum));
    }

    /** Widens the range of weights whose bias would take more than half of the int32 range at their scale. */
    private static float fitBias(float range, float bias, float inputScale) {
        return bias / (float) Integer.MAX_VALUE >= 0.5 * inputScale * (range / LARGEST_WEIGHT)
                ? (float) (2.0 * bias / Integer.MAX_VALUE * (LARGEST_WEIGHT / inputScale))
                : range;
    }

    /** The range is widened to hold 0. */
    private static Quantization logits(float minimum, float maximum) {
        float low = Math.min(minimum, 0);
        float scale = (Math.max(maximum, 0) - low) / STEPS;
        if (scale == 0) {
            return Quantization.perTensor(1, Byte.MIN_VALUE);
        }
        int zeroPoint = Rounding.halfAwayToInt(Byte.MIN_VALUE - low / scale);
        return Quantization.perTensor(scale, Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, zeroPoint)));
    }

    int classes() {
        return bias.length;
    }

    int features() {
        return weights.length / bias.length;
    }
}
