// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.CalibrationPass;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.OutputCost;
import io.lanewise.quantizer.cost.RepairTrial;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Why the outputs of a quantized model are far from the float model's, and what would help.
 *
 * @param worst the output that suffers most
 * @param layers the costliest first
 * @param gains what more bits were measured to gain, the best first; empty where that was not measured
 */
public record Diagnosis(OutputCost worst, List<Sensitivity> layers, List<RemedyGain> gains) {
    /** Below this SQNR in decibels, outputs are another model's more than the float model's. */
    public static final double FAR = 15;

    /**
     * Copies the lists.
     *
     * @param worst the output that suffers most
     * @param layers the costliest first
     * @param gains what more bits were measured to gain, the best first; empty where that was not measured
     */
    public Diagnosis {
        layers = List.copyOf(layers);
        gains = List.copyOf(gains);
    }

    /**
     * Looks for the reason, if an output is so far off.
     *
     * @param result what was quantized, with its costs
     * @param model the float model
     * @param pass what was calibrated with, and measured on
     * @param scheme of the result
     * @param quantizer gives a new quantizer of the model each time, set up as for the result, with samples to repair
     *        on
     * @param backend what runs the models
     * @return which layers are at fault and what would help; empty if no output is far off, or nothing was measured
     * @throws IOException if a sample that a remedy needs cannot be read
     */
    public static Optional<Diagnosis> of(
            QuantizationResult result,
            Model model,
            CalibrationPass pass,
            Scheme scheme,
            Supplier<Quantizer> quantizer,
            Backend backend)
            throws IOException {
        if (result.cost() == null || result.cost().worst().error().sqnr() >= FAR) {
            return Optional.empty();
        }
        CostMeter meter = new CostMeter(model, pass.split().measured(), backend);
        List<Sensitivity> layers = CostliestLayers.of(result.quantized(), meter, () -> {});
        // Another attempt would be equalized, whose costs these layers are not.
        boolean undone = result.repairs().stream().anyMatch(Diagnosis::isUndoneEqualization);
        List<RemedyGain> gains = undone || pass.statistics().isEmpty()
                ? List.of()
                : new RemedyTrials(quantizer, pass.statistics().get(0))
                        .gains(Remedies.wider(layers, scheme), meter, () -> {});
        return Optional.of(new Diagnosis(result.cost().worst(), layers, gains));
    }

    private static boolean isUndoneEqualization(RepairTrial trial) {
        return !trial.kept() && trial.repair() instanceof CrossLayerEqualization;
    }
}
