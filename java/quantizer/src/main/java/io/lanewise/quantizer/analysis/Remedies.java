// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import io.lanewise.quantizer.conversion.SchemeWord;
import io.lanewise.quantizer.repair.BiasCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is worth trying on a model. */
@FunctionalInterface
public interface Remedies {
    /** How many of the costliest layers get more bits. */
    int FEW = 3;

    /** How many samples repairs measure on. */
    int REPAIR_SAMPLES = 32;

    /** The remedies to try, knowing which layers cost most, those first, and what errors are measured on. */
    List<Remedy> of(List<Sensitivity> layers, Samples samples);

    /**
     * Every other calibration method, a scale for each channel of FULLY_CONNECTED weights, cross-layer equalization, adaptive rounding, corrected biases, and int16
     * activations in the costliest layer, in the {@value #FEW} costliest ones, or everywhere.
     *
     * @param method the calibration method in use
     * @param scheme the scheme in use
     */
    static Remedies standard(CalibrationMethod method, Scheme scheme) {
        return (layers, samples) -> {
            List<Remedy> remedies = new ArrayList<>(MethodRemedy.allBut(method));
            remedies.add(new PerChannelRemedy());
            Samples some = samples.limit(REPAIR_SAMPLES);
            remedies.add(new EqualizationRemedy(some));
            remedies.add(new SampledRemedy("--rounding adaptive", some, Quantizer::roundAdaptively));
            remedies.add(new SampledRemedy("--bias-correction fast", some,
                    (quantizer, kept) -> quantizer.correctBiases(BiasCorrection.FAST, kept)));
            Scheme widened = scheme;
            for (int i = 0; i < Math.min(FEW, layers.size()); i++) {
                String layer = layers.get(i).layer();
                widened = widened.with(new SchemeOverride(Pattern.quote(layer), List.of(new SchemeWord("int16"))));
                if (i == 0) {
                    remedies.add(new SchemeRemedy("int16 in " + layer, widened));
                } else if (i == FEW - 1) {
                    remedies.add(new SchemeRemedy("int16 in the " + FEW + " costliest layers", widened));
                }
            }
            remedies.add(new SchemeRemedy("--scheme int16", scheme.with("int16")));
            return remedies;
        };
    }
}
