// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

/**
 * A convolution whose batch normalization has become part of its weights and bias, in TFLite's layout.
 *
 * <p>With s = gamma / sqrt(variance + epsilon) of the output channel: weight' = weight s, bias = beta - mean s.
 *
 * @param shape  {@code [outputs, height, width, inputs]}, for a depthwise convolution {@code [1, height, width,
 *         channels]}
 * @param weights in the order of {@code shape}, the last dimension running fastest
 * @param bias   one value per output channel
 */
record FoldedConvolution(int[] shape, float[] weights, float[] bias) {

    /** Batch normalization of each output channel. */
    record Statistics(float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {

        int channels() {
            return gamma.length;
        }

        double scale(int channel) {
            return gamma[channel] / Math.sqrt(variance[channel] + epsilon);
        }

        private float[] bias() {
            float[] bias = new float[channels()];
            for (int c = 0; c < bias.length; c++) {
                bias[c] = (float) (beta[c] - mean[c] * scale(c));
            }
            return bias;
        }
    }

    /**
     * Folds a convolution over all channels.
     *
     * @param weights PyTorch's layout, {@code [outputs, inputs, kernel, kernel]}
     */
    static FoldedConvolution full(float[] weights, int kernel, Statistics statistics) {
        int outputs = statistics.channels();
        int area = kernel * kernel;
        int inputs = weights.length / (outputs * area);
        float[] folded = new float[weights.length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int at = 0; at < area; at++) {
                    folded[(o * area + at) * inputs + i] =
                            (float) (weights[(o * inputs + i) * area + at] * statistics.scale(o));
                }
            }
        }
        return new FoldedConvolution(new int[] {outputs, kernel, kernel, inputs}, folded, statistics.bias());
    }

    /**
     * Folds a depthwise convolution.
     *
     * @param weights PyTorch's layout, {@code [channels, 1, kernel, kernel]}
     */
    static FoldedConvolution depthwise(float[] weights, int kernel, Statistics statistics) {
        int channels = statistics.channels();
        int area = kernel * kernel;
        float[] folded = new float[weights.length];
        for (int c = 0; c < channels; c++) {
            for (int at = 0; at < area; at++) {
                folded[at * channels + c] = (float) (weights[c * area + at] * statistics.scale(c));
            }
        }
        return new FoldedConvolution(new int[] {1, kernel, kernel, channels}, folded, statistics.bias());
    }
}
