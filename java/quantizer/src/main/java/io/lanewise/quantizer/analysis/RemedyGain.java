// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.cost.TensorError;

/**
 * What a remedy was measured to gain.
 *
 * @param remedy its name
 * @param error of the output that suffers most, with the remedy
 * @param gain decibels of signal-to-quantization-noise ratio gained; negative where it does harm
 */
public record RemedyGain(String remedy, TensorError error, double gain) {}
