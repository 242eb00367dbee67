// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import io.lanewise.quantizer.conversion.SchemeWord;
import io.lanewise.quantizer.conversion.WeightScheme;
import io.lanewise.quantizer.repair.BiasCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is worth trying on a model. */
@FunctionalInterface
public interface Remedies {
    /** How many of the costliest layers get more bits. */
    int FEW = CostliestLayers.FEW;

    /** How many samples repairs measure on. */
    int REPAIR_SAMPLES = 32;

    /**
     * {@return the remedies to try, knowing which layers cost most and what errors are measured on}
     *
     * @param layers the costliest first
     * @param samples what errors are measured on
     */
    List<Remedy> of(List<Sensitivity> layers, Samples samples);

    /**
     * {@return every other calibration method; a scale for each output channel where the scheme has fewer; cross-layer
     * equalization; adaptive rounding; {@link #wider more bits}; and those again together with corrected biases and
     * adaptive rounding, since what one mends may only show once another error is gone}
     *
     * @param method the calibration method in use
     * @param scheme the scheme in use
     * @param corrected whether biases are corrected already
     */
    static Remedies standard(CalibrationMethod method, Scheme scheme, boolean corrected) {
        return (layers, samples) -> {
            Samples some = samples.limit(REPAIR_SAMPLES);
            Remedy rounding = new SampledRemedy("--rounding adaptive", some, Quantizer::roundAdaptively);
            Remedy biases = new SampledRemedy(
                    "--bias-correction full",
                    some,
                    (quantizer, kept) -> quantizer.correctBiases(BiasCorrection.FULL, kept));
            List<Remedy> repairs = corrected ? List.of(rounding) : List.of(rounding, biases);
            List<Remedy> wider = wider(layers, scheme);
            List<Remedy> remedies = new ArrayList<>(MethodRemedy.allBut(method));
            if (scheme.defaults().weights().granularity() != WeightScheme.Granularity.PER_CHANNEL) {
                remedies.add(new SchemeRemedy("--weights per-channel", scheme.with("per-channel")));
            }
            remedies.add(new EqualizationRemedy(some));
            remedies.addAll(repairs);
            remedies.addAll(wider);
            if (!corrected) {
                remedies.add(new CombinedRemedy(repairs));
                wider.forEach(remedy -> remedies.add(new CombinedRemedy(List.of(remedy, biases))));
            }
            wider.forEach(remedy -> remedies.add(new CombinedRemedy(
                    Stream.concat(Stream.of(remedy), repairs.stream()).toList())));
            return remedies;
        };
    }

    /**
     * {@return more bits: int16 activations in the costliest layer, in the {@value #FEW} costliest and everywhere; and
     * since those do not mend weights, floats in those of the {@value #FEW} whose weights are at fault}
     *
     * @param layers the costliest first
     * @param scheme the scheme in use
     */
    static List<Remedy> wider(List<Sensitivity> layers, Scheme scheme) {
        List<Remedy> remedies = new ArrayList<>();
        List<Sensitivity> few = layers.subList(0, Math.min(FEW, layers.size()));
        if (!few.isEmpty()) {
            remedies.add(override(few.subList(0, 1), "int16", scheme));
        }
        if (few.size() == FEW) {
            remedies.add(override(few, "int16", scheme));
        }
        List<Sensitivity> weights = few.stream()
                .filter(layer -> Boolean.TRUE.equals(layer.weightsAtFault()))
                .toList();
        if (!weights.isEmpty()) {
            remedies.add(override(weights, "float", scheme));
        }
        remedies.add(new SchemeRemedy("--scheme int16", scheme.with("int16")));
        return remedies;
    }

    private static Remedy override(List<Sensitivity> layers, String word, Scheme scheme) {
        List<SchemeOverride> overrides = layers.stream()
                .map(layer -> new SchemeOverride(pattern(layer.layer()), List.of(new SchemeWord(word))))
                .toList();
        Scheme changed = scheme;
        for (SchemeOverride override : overrides) {
            changed = changed.with(override);
        }
        return new SchemeRemedy(
                overrides.stream()
                        .map(override -> "--override '" + override.pattern() + '=' + word + '\'')
                        .collect(Collectors.joining(" ")),
                changed);
    }

    /** A regular expression for a name, as readable as can be. */
    private static String pattern(String name) {
        return name.matches("[\\w/;-]+") ? name : Pattern.quote(name);
    }
}
