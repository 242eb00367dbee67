// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.TensorSummary;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.cost.TensorError;

/**
 * One activation of a quantized model.
 *
 * @param name the tensor's name in the float model
 * @param operator kind of the operator that computes it, such as {@code CONV_2D}; {@code INPUT} for a model input
 * @param range what the calibration method chose; null where there was none to choose
 * @param scale real value of one step; null where the activation is not quantized
 * @param zeroPoint integer of the real value 0; null where the activation is not quantized
 * @param error against the float model, with all quantization up to and with this layer
 * @param clipped part of the float values outside of what scale and zero point can hold
 * @param channelImbalance largest magnitude among the weights of the widest output channel, divided by that of the
 *         median channel: how unevenly one scale for all would suit them; null where the layer has no quantized weights
 */
public record LayerReport(
        String name,
        String operator,
        Range range,
        Float scale,
        Integer zeroPoint,
        TensorError error,
        double clipped,
        Double channelImbalance) {

    static LayerReport of(TensorSummary tensor, LayerError error, Double channelImbalance) {
        boolean quantized = tensor.quantization() != null;
        return new LayerReport(
                tensor.name(),
                tensor.operator(),
                tensor.range(),
                quantized ? tensor.quantization().scale() : null,
                quantized ? tensor.quantization().zeroPoint() : null,
                error.error(),
                error.clipped(),
                channelImbalance);
    }
}
