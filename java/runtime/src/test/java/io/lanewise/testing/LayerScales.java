// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.tensor.Quantization;

/** Scales of the tensors of an operator with weights. */
final class LayerScales {

    private LayerScales() {}

    /** One scale for each channel, over three decades; sometimes one for all. */
    static Quantization ofWeights(SampleBuilder b, int channels, int axis) {
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = b.scale(1e-4, 0.1);
        }
        return Quantization.perChannel(scales, new int[channels], axis);
    }

    static Quantization ofBias(Quantization in, Quantization weights) {
        if (!weights.isPerChannel()) {
            return Quantization.perTensor(in.scale() * weights.scale(), 0);
        }
        float[] scales = new float[weights.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = in.scale() * weights.scale(c);
        }
        return Quantization.perChannel(scales, new int[scales.length], 0);
    }

    /**
     * So that some outputs saturate and some do not: around the standard deviation of a sum of {@code depth} products.
     */
    static float ofOutput(SampleBuilder b, Quantization in, Quantization weights, int depth) {
        float largest = 0;
        for (int c = 0; c < weights.channels(); c++) {
            largest = Math.max(largest, weights.scale(c));
        }
        return (float) (in.scale() * largest * 74 * 74 * Math.sqrt(depth) / 64 * b.scale(0.02, 5));
    }
}
