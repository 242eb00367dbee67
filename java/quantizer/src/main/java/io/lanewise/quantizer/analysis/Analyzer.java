// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.TensorSummary;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.MeasuredSamples;
import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes a {@link QuantizationReport}: runs the float model, the quantized one and variants between them on samples. */
public final class Analyzer {
    /** Samples for what is measured once for each layer. */
    private static final int FEW = 16;

    private final Model model;
    private final Supplier<Quantizer> quantizer;
    private final CalibrationMethod method;
    private final CalibrationStatistics statistics;
    private final Samples samples;
    private final Backend backend;

    /**
     * Makes an analysis of a model's quantization.
     *
     * @param model the float model
     * @param quantizer gives a new quantizer of the model each time, set up as wanted but for the method
     * @param method the calibration method
     * @param statistics the calibration
     * @param samples to measure on; kept in memory
     * @param backend what runs the models
     */
    public Analyzer(
            Model model,
            Supplier<Quantizer> quantizer,
            CalibrationMethod method,
            CalibrationStatistics statistics,
            Samples samples,
            Backend backend) {
        this.model = model;
        this.quantizer = () -> quantizer.get().method(method);
        this.method = method;
        this.statistics = statistics;
        this.samples = samples;
        this.backend = backend;
    }

    /** {@return the quantized model that is analyzed} */
    public QuantizationResult quantize() {
        return quantizer.get().quantize(statistics);
    }

    /**
     * Measures all there is to measure, without labels.
     *
     * @param remedies to try; those that the model does not allow are left out of the report
     * @param progress called after each step of the work: a sample, a layer or a remedy
     * @return errors by layer and output, what causes them, and what would mend them
     * @throws IOException if a sample cannot be read
     * @throws IllegalArgumentException if there are no samples
     */
    public QuantizationReport report(Remedies remedies, Runnable progress) throws IOException {
        QuantizationResult result = quantize();
        FakeQuantization fake = new FakeQuantization(result.quantized());
        ModelComparison comparison = ModelComparison.of(result.quantized(), samples, backend, progress);
        CostMeter meter = new CostMeter(model, measured(samples), backend);
        TensorError quantized = meter.of(result.model()).worst().error();
        List<Sensitivity> sensitivity = CostliestLayers.of(
                result.quantized(), new CostMeter(model, measured(samples.limit(FEW)), backend), progress);
        return new QuantizationReport(
                model.graph().name(),
                method.toString(),
                statistics.samples(),
                comparison.samples(),
                result.floatBytes(),
                result.quantizedBytes(),
                layers(result, comparison, fake),
                comparison.outputs(),
                attribution(fake, meter, quantized),
                sensitivity,
                new RemedyTrials(quantizer, statistics).gains(remedies.of(sensitivity, samples), meter, progress),
                null);
    }

    private static MeasuredSamples measured(Samples samples) throws IOException {
        try (Stream<float[]> stream = samples.open()) {
            return new MeasuredSamples(stream.toList(), List.of(), false);
        }
    }

    /** Summaries and errors are of the same activations in the same order: inputs, then operators' outputs. */
    private static List<LayerReport> layers(
            QuantizationResult result, ModelComparison comparison, FakeQuantization fake) {
        Graph real = result.quantized().source();
        List<LayerReport> layers = new ArrayList<>();
        for (TensorSummary tensor : result.tensors()) {
            int operator = layers.size() - real.inputs().size();
            Double imbalance = operator >= 0
                            && fake.quantizesWeights(operator)
                            && real.operators().get(operator) instanceof WeightedOperator weighted
                    ? (Double) imbalance(real.tensor(weighted.weights()), weighted.channelAxis())
                    : null;
            layers.add(LayerReport.of(tensor, comparison.layers().get(layers.size()), imbalance));
        }
        return layers;
    }

    /** Largest magnitude of the widest channel over that of the median one; dead channels do not count. */
    private static double imbalance(Tensor weights, int axis) {
        int channels = weights.shape().dim(axis);
        int inner = axis == 0 ? weights.shape().elements() / channels : 1;
        double[] magnitudes = new double[channels];
        float[] values = weights.floats();
        for (int i = 0; i < values.length; i++) {
            int channel = i / inner % channels;
            magnitudes[channel] = Math.max(magnitudes[channel], Math.abs(values[i]));
        }
        double[] alive = Arrays.stream(magnitudes)
                .filter(magnitude -> magnitude > 0)
                .sorted()
                .toArray();
        return alive.length == 0 ? 1 : alive[alive.length - 1] / alive[alive.length / 2];
    }

    private static List<Attribution> attribution(FakeQuantization fake, CostMeter meter, TensorError quantized) {
        boolean[] all = new boolean[fake.operators()];
        Arrays.fill(all, true);
        boolean[] none = new boolean[fake.operators()];
        return List.of(
                new Attribution("weights alone", worst(meter, fake.graph(all, none, false))),
                new Attribution("activations alone", worst(meter, fake.graph(none, all, true))),
                new Attribution("weights and activations", worst(meter, fake.graph(all, all, true))),
                new Attribution("the quantized model", quantized));
    }

    private static TensorError worst(CostMeter meter, Graph variant) {
        return meter.of(Model.of(variant)).worst().error();
    }
}
