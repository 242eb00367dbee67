// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import java.util.List;

/**
 * What a quantized model is measured on, in memory.
 *
 * @param samples each the values of the model's inputs ({@link io.lanewise.quantizer.data.JoinedInputs}), NHWC,
 *        preprocessed; at least one
 * @param labels the class of each sample, or empty where there are no labels
 * @param keptOut whether calibration has not seen them
 */
public record MeasuredSamples(List<float[]> samples, List<Integer> labels, boolean keptOut) {

    /**
     * Checks the sizes.
     *
     * @param samples values of the model's inputs, NHWC
     * @param labels the right class of each sample; empty where they are not known
     * @param keptOut whether nothing was calibrated with these samples
     * @throws IllegalArgumentException if there are no samples, or not as many labels as samples
     */
    public MeasuredSamples {
        samples = List.copyOf(samples);
        labels = List.copyOf(labels);
        if (samples.isEmpty() || !labels.isEmpty() && labels.size() != samples.size()) {
            throw new IllegalArgumentException(
                    labels.size() + " labels for " + samples.size() + " samples to measure on");
        }
    }
}
