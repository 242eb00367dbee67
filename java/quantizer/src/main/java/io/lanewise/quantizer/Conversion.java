// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.IntegerGrid;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.Int8Conversion;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.QuantizeFloatWeights;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.cost.Cost;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.Repair;
import io.lanewise.quantizer.cost.RepairTrial;
import io.lanewise.quantizer.repair.AdaptiveRounding;
import io.lanewise.quantizer.repair.BiasCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Converts one float model, and then again with each repair, which stays if it is measured to do no harm. */
final class Conversion {

    /**
     * What was asked for.
     *
     * @param biasSamples to correct biases with; null where there are none
     * @param roundingSamples to round weights by; null for the nearest integers
     */
    record Settings(
            Scheme scheme,
            CalibrationMethod method,
            ScaleFormula scaleFormula,
            InterfaceType interfaceType,
            Backend backend,
            BiasCorrection biasCorrection,
            Iterable<float[]> biasSamples,
            Iterable<float[]> roundingSamples) {}

    private final Settings settings;
    private final Model model;
    private final CostMeter meter;
    private final Graph fused;
    private final List<RepairTrial> trials = new ArrayList<>();
    /** By tensor of the float graph; null where no activation becomes integers. */
    private IntFunction<Range> ranges;

    private int samples;
    /** The float graph with the repairs that were kept. */
    private Graph repaired;

    private QuantizedModel quantized;
    private Cost cost;

    /** {@code meter}: null if there is nothing to measure on. */
    Conversion(Settings settings, Model model, CostMeter meter) {
        this.settings = settings;
        this.model = model;
        this.meter = meter;
        this.fused = FuseOperators.apply(model.graph());
    }

    /** {@code statistics}: null if no activation becomes integers. */
    QuantizationResult run(CalibrationStatistics statistics) {
        if (statistics != null) {
            ranges = statistics.ranges(settings.method, this::grid)::get;
            samples = statistics.samples();
        }
        repaired = fused;
        quantized = convert(fused);
        cost = measure(quantized);
        if (settings.roundingSamples != null) {
            attempt(
                    AdaptiveRounding.REPAIR,
                    AdaptiveRounding.apply(quantized, settings.roundingSamples, settings.backend));
        }
        if (settings.biasCorrection != BiasCorrection.NONE && settings.biasSamples != null) {
            attempt(
                    settings.biasCorrection,
                    settings.biasCorrection.correct(quantized, repaired, settings.biasSamples, settings.backend));
        }
        return new QuantizationResult(
                quantized,
                ranges == null ? List.of() : TensorSummary.of(quantized),
                samples,
                QuantizationResult.constantBytes(GraphEditor.of(model.graph()).cleaned()),
                QuantizationResult.constantBytes(quantized.graph()),
                cost,
                trials);
    }

    /** The integers of an activation; of one that was fused into another it does not matter. */
    private IntegerGrid grid(int tensor) {
        Scheme scheme = settings.scheme;
        return fused.inputs().contains(tensor)
                ? scheme.ofInput(fused, tensor).grid()
                : fused.operators().stream()
                        .filter(operator -> operator.outputs().contains(tensor))
                        .findFirst()
                        .map(operator -> scheme.of(fused, operator).grid())
                        .orElse(IntegerGrid.INT8);
    }

    /** {@code candidate}: the float graph with one more repair. */
    private void attempt(Repair repair, Graph candidate) {
        if (candidate == repaired) {
            return;
        }
        QuantizedModel converted = convert(candidate);
        RepairTrial trial = RepairTrial.of(repair, cost, measure(converted));
        trials.add(trial);
        if (trial.kept()) {
            repaired = candidate;
            quantized = converted;
            cost = trial.after();
        }
    }

    private Cost measure(QuantizedModel converted) {
        return meter == null ? null : meter.of(Model.of(converted.graph()));
    }

    private QuantizedModel convert(Graph real) {
        QuantizedModel start =
                QuantizedModel.of(fused, real, settings.scheme, ranges == null ? tensor -> null : ranges);
        return settings.scheme.needsCalibration(fused)
                ? new Int8Conversion(settings.interfaceType).convert(start, settings.scaleFormula)
                : QuantizeFloatWeights.apply(start).cleaned();
    }
}
