// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.TensorSummary;

/**
 * One activation of a quantized model.
 *
 * @param error against the float model, with all quantization up to and with this layer; null where the quantized model has
 *        no such tensor
 * @param clipped part of the float values outside of what scale and zero point can hold
 * @param tensor range, scale and zero point
 * @param channelImbalance largest magnitude among the weights of the widest output channel, divided by that of the median
 *        channel: how unevenly one scale for all would suit them; null where the layer has no quantized weights
 */
public record LayerReport(TensorSummary tensor, TensorError error, double clipped, Double channelImbalance) {
}
