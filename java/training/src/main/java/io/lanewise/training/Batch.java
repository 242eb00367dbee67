// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.List;

/**
 * What a step takes ({@link Trainer#step}).
 *
 * @param inputs for each input of the graph its values of all samples, sample after sample, NHWC
 * @param targets what the loss compares with
 */
public record Batch(List<float[]> inputs, List<float[]> targets) {}
