// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

/**
 * One sample as a model takes it, and its class.
 *
 * @param values of the model's inputs ({@link JoinedInputs}), preprocessed, NHWC; an array of its own
 * @param label its class, or {@link SampleReader#NO_LABEL}
 */
public record LabelledSample(float[] values, int label) {}
