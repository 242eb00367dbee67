// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.quantizer.evaluation.AccuracyReport;
import java.util.List;

/**
 * Why a quantized model's answers differ from the float model's.
 *
 * @param model name of the float model
 * @param method calibration method, as on the command line
 * @param calibrationSamples number of samples that the ranges come from
 * @param samples number of samples that errors were measured on
 * @param floatBytes bytes of weights and other constants of the float model
 * @param quantizedBytes the same of the quantized model
 * @param layers each activation, in the order in which it is computed, inputs first
 * @param outputs error of each output of the quantized model
 * @param attribution the cost of weights, of activations, of both
 * @param sensitivity the cost of each layer alone, the costliest first
 * @param remedies what would help, the best first
 * @param accuracy right answers on labelled samples; null where there are no labels
 */
public record QuantizationReport(
        String model,
        String method,
        int calibrationSamples,
        int samples,
        long floatBytes,
        long quantizedBytes,
        List<LayerReport> layers,
        List<TensorError> outputs,
        List<Attribution> attribution,
        List<Sensitivity> sensitivity,
        List<RemedyGain> remedies,
        AccuracyReport accuracy) {

    /**
     * Copies the lists.
     *
     * @param model name of the float model
     * @param method calibration method, as on the command line
     * @param calibrationSamples number of samples that the ranges come from
     * @param samples number of samples that errors were measured on
     * @param floatBytes bytes of weights and other constants of the float model
     * @param quantizedBytes the same of the quantized model
     * @param layers each activation, in the order in which it is computed, inputs first
     * @param outputs error of each output of the quantized model
     * @param attribution the cost of weights, of activations, of both
     * @param sensitivity the cost of each layer alone, the costliest first
     * @param remedies what would help, the best first
     * @param accuracy right answers on labelled samples; null where there are no labels
     */
    public QuantizationReport {
        layers = List.copyOf(layers);
        outputs = List.copyOf(outputs);
        attribution = List.copyOf(attribution);
        sensitivity = List.copyOf(sensitivity);
        remedies = List.copyOf(remedies);
    }

    /**
     * {@return the same report, with how many answers are right}
     *
     * @param report of the float and the quantized model
     */
    public QuantizationReport withAccuracy(AccuracyReport report) {
        return new QuantizationReport(
                model,
                method,
                calibrationSamples,
                samples,
                floatBytes,
                quantizedBytes,
                layers,
                outputs,
                attribution,
                sensitivity,
                remedies,
                report);
    }
}
