// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.MeasuredSamples;
import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
     * An analysis of a model's quantization.
     *
     * @param model the float model, of one input
     * @param quantizer gives a new quantizer of the model each time, set up as wanted but for the method
     * @param method the calibration method
     * @param statistics the calibration
     * @param samples to measure on; kept in memory
     */
    public Analyzer(Model model, Supplier<Quantizer> quantizer, CalibrationMethod method, CalibrationStatistics statistics,
            Samples samples, Backend backend) {
        this.model = model;
        this.quantizer = () -> quantizer.get().method(method);
        this.method = method;
        this.statistics = statistics;
        this.samples = samples;
        this.backend = backend;
    }

    /** The quantized model that is analyzed. */
    public QuantizationResult quantize() {
        return quantizer.get().quantize(statistics);
    }

    /**
     * Measures all there is to measure, without labels.
     *
     * @param remedies to try; those that the model does not allow are left out of the report
     * @throws IOException if a sample cannot be read
     * @throws IllegalArgumentException if there are no samples, or the quantized model does not have the float model's operators
     */
    public QuantizationReport report(Remedies remedies, Runnable progress) throws IOException {
        QuantizationResult result = quantize();
        Graph real = FuseOperators.apply(model.graph());
        FakeQuantization fake = new FakeQuantization(real, result.graph());
        ModelComparison comparison = ModelComparison.of(Model.of(real), result.model(), samples, backend, progress);
        CostMeter meter = new CostMeter(model, measured(samples), backend);
        TensorError quantized = meter.of(result.model()).worst().error();
        List<Sensitivity> sensitivity = CostliestLayers.of(model, result.graph(), new CostMeter(model,
                measured(samples.limit(FEW)), backend), progress);
        return new QuantizationReport(model.graph().name(), method.toString(), statistics.samples(), comparison.samples(),
                result.floatBytes(), result.int8Bytes(), layers(result, comparison, real, fake), comparison.outputs(),
                attribution(fake, meter, quantized), sensitivity,
                new RemedyTrials(quantizer, statistics, backend).gains(remedies.of(sensitivity, samples), meter, progress), null);
    }

    private static MeasuredSamples measured(Samples samples) throws IOException {
        try (Stream<float[]> stream = samples.open()) {
            return new MeasuredSamples(stream.toList(), List.of(), false);
        }
    }

    private static List<LayerReport> layers(QuantizationResult result, ModelComparison comparison, Graph real,
            FakeQuantization fake) {
        Map<String, LayerError> errors = new HashMap<>();
        comparison.layers().forEach(layer -> errors.put(layer.name(), layer));
        Map<String, Double> imbalances = new HashMap<>();
        for (int i = 0; i < fake.operators(); i++) {
            if (fake.quantizesWeights(i) && real.operators().get(i) instanceof WeightedOperator operator) {
                imbalances.put(real.tensor(operator.output()).name(),
                        imbalance(real.tensor(operator.weights()), operator.channelAxis()));
            }
        }
        return result.tensors().stream().map(tensor -> LayerReport.of(tensor, errors.get(tensor.name()),
                imbalances.get(tensor.name()))).toList();
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
        double[] alive = Arrays.stream(magnitudes).filter(magnitude -> magnitude > 0).sorted().toArray();
        return alive.length == 0 ? 1 : alive[alive.length - 1] / alive[alive.length / 2];
    }

    private static List<Attribution> attribution(FakeQuantization fake, CostMeter meter, TensorError quantized) {
        boolean[] all = new boolean[fake.operators()];
        Arrays.fill(all, true);
        boolean[] none = new boolean[fake.operators()];
        return List.of(new Attribution("weights alone", worst(meter, fake.graph(all, none, false))),
                new Attribution("activations alone", worst(meter, fake.graph(none, all, true))),
                new Attribution("weights and activations", worst(meter, fake.graph(all, all, true))),
                new Attribution("the quantized model", quantized));
    }

    private static TensorError worst(CostMeter meter, Graph variant) {
        return meter.of(Model.of(variant)).worst().error();
    }
}
