// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.cost.TensorError;

/**
 * What one layer costs at the output that suffers most if its weights and its result alone are quantized.
 *
 * @param layer name of the tensor that it computes
 * @param operator its kind
 * @param error of the output
 * @param weightsAtFault whether its weights alone cost more than its result alone, which more bits for activations do
 *         not mend; null where that was not looked at
 */
public record Sensitivity(String layer, String operator, TensorError error, Boolean weightsAtFault) {}
