// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.conversion.ActivationScales;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.Int8Conversion;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.OperatorScheme;
import io.lanewise.quantizer.conversion.QuantizeFloatWeights;
import io.lanewise.quantizer.conversion.RemoveUnusedTensors;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeAssignment;
import io.lanewise.quantizer.cost.Cost;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.RepairTrial;
import io.lanewise.quantizer.repair.AdaptiveRounding;
import io.lanewise.quantizer.repair.BiasCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Converts one float model, and then again with each repair, which stays if it is measured to do no harm. */
final class Conversion {

    /**
     * What was asked for.
     *
     * @param biasSamples to correct biases with; null where there are none
     * @param roundingSamples to round weights by; null for the nearest integers
     */
    record Settings(Scheme scheme, CalibrationMethod method, ScaleFormula scaleFormula, InterfaceType interfaceType,
            Backend backend, BiasCorrection biasCorrection, Iterable<float[]> biasSamples, Iterable<float[]> roundingSamples) {
    }

    private final Settings settings;
    private final Model model;
    private final CostMeter meter;
    private final Graph fused;
    private final Map<Integer, OperatorScheme> schemes;
    private final List<RepairTrial> trials = new ArrayList<>();
    private Map<Integer, Range> ranges = Map.of();
    private int samples;
    /** The float graph with the repairs that were kept. */
    private Graph repaired;
    private Graph quantized;
    private Cost cost;

    /** {@code meter}: null if there is nothing to measure on. */
    Conversion(Settings settings, Model model, CostMeter meter) {
        this.settings = settings;
        this.model = model;
        this.meter = meter;
        this.fused = FuseOperators.apply(model.graph());
        this.schemes = settings.scheme.byTensor(fused);
    }

    /** {@code statistics}: null if no activation becomes integers. */
    QuantizationResult run(CalibrationStatistics statistics) {
        if (statistics != null) {
            ranges = statistics.ranges(settings.method, tensor -> schemes.getOrDefault(tensor, OperatorScheme.INT8).grid());
            samples = statistics.samples();
        }
        repaired = fused;
        quantized = convert(fused);
        cost = measure(quantized);
        if (settings.roundingSamples != null) {
            attempt("--rounding adaptive", AdaptiveRounding.apply(fused, quantized, settings.roundingSamples, settings.backend));
        }
        if (settings.biasCorrection != BiasCorrection.NONE && settings.biasSamples != null) {
            attempt("--bias-correction " + settings.biasCorrection.name().toLowerCase(Locale.ROOT),
                    settings.biasCorrection.correct(fused, repaired, quantized, settings.biasSamples, settings.backend));
        }
        return new QuantizationResult(quantized, ranges.isEmpty() ? List.of() : TensorSummary.of(fused, quantized, ranges), samples,
                QuantizationResult.constantBytes(RemoveUnusedTensors.apply(model.graph())),
                QuantizationResult.constantBytes(quantized), cost, trials);
    }

    /** {@code candidate}: the float graph with one more repair. */
    private void attempt(String repair, Graph candidate) {
        if (candidate == repaired) {
            return;
        }
        Graph converted = convert(candidate);
        RepairTrial trial = RepairTrial.of(repair, cost, measure(converted));
        trials.add(trial);
        if (trial.kept()) {
            repaired = candidate;
            quantized = converted;
            cost = trial.after();
        }
    }

    private Cost measure(Graph graph) {
        return meter == null ? null : meter.of(Model.of(graph));
    }

    private Graph convert(Graph real) {
        if (!settings.scheme.needsCalibration(fused)) {
            settings.scheme.requireMatches(real);
            return QuantizeFloatWeights.apply(real, schemes);
        }
        SchemeAssignment assignment = SchemeAssignment.of(real, settings.scheme, ranges);
        return new Int8Conversion(settings.interfaceType).convert(assignment, ActivationScales.of(assignment.graph(),
                assignment.ranges(), assignment.schemes(), settings.scaleFormula));
    }
}
