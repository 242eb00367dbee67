// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.cost.TensorError;

/**
 * The error of one activation in a model, against the same one in a reference.
 *
 * @param name of the tensor in the reference
 * @param operator kind of the operator that computes it, such as {@code CONV_2D}; {@code INPUT} for a model input
 * @param type element type in the model compared, such as {@code int8}
 * @param error what has come together up to and with this layer
 * @param clipped part of the reference's values that lie outside of what the tensor's scale and zero point can hold; 0
 *         where it has none
 */
public record LayerError(String name, String operator, String type, TensorError error, double clipped) {}
