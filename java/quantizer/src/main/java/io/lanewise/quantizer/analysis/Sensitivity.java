// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

/**
 * What one layer costs at the output that suffers most if its weights and its result alone are quantized.
 *
 * @param layer name of the tensor that it computes
 * @param operator its kind
 * @param error of the output
 */
public record Sensitivity(String layer, String operator, TensorError error) {
}
