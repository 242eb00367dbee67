// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

/**
 * One sample as a model takes it, and what is known of it.
 *
 * @param values of the model's inputs ({@link JoinedInputs}), preprocessed, NHWC; an array of its own
 * @param label its class, or {@link SampleReader#NO_LABEL}
 * @param targets what the outputs of a model that classifies nothing should be: the values of all outputs, one output
 *     after the other, in the model's order; empty where that is not known
 */
public record LabelledSample(float[] values, int label, float[] targets) {
    private static final float[] NO_TARGETS = {};

    /**
     * A sample without targets.
     *
     * @param values of the model's inputs, preprocessed, NHWC; an array of its own
     * @param label its class, or {@link SampleReader#NO_LABEL}
     */
    public LabelledSample(float[] values, int label) {
        this(values, label, NO_TARGETS);
    }
}
