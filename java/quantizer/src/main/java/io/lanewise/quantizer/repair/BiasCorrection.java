// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.cost.Repair;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * Takes the mean error that quantization makes in each output channel of a weighted operator off its bias (Nagel et
 * al., Data-Free Quantization Through Weight Equalization and Bias Correction, 2019, section 4.2, with means measured
 * on samples).
 */
public enum BiasCorrection implements Repair {
    /** None. */
    NONE,
    /**
     * Each operator alone: its quantized weights on the quantized form of the float model's values. One pass over the
     * samples.
     */
    FAST,
    /**
     * One operator after the other, on the values that the quantized model gives it, the corrections before it
     * included. One pass, too, which keeps what lies between operators in memory: of as many samples as fit 128 MiB,
     * but of eight at least.
     */
    FULL;

    @Override
    public String option() {
        return "--bias-correction " + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes a float graph with other biases, to be quantized as before.
     *
     * @param quantized the quantized form of the exact float graph
     * @param start what it was made from: that graph, or the same with other weights ({@link AdaptiveRounding})
     * @param samples values of the inputs, read once
     * @param backend what runs the float graph and the quantized one
     * @return {@code start} itself if no operator has quantized weights
     * @throws IllegalArgumentException if there are no samples
     */
    public Graph correct(QuantizedModel quantized, Graph start, Iterable<float[]> samples, Backend backend) {
        List<Integer> layers = this == NONE ? List.of() : MeanErrors.layers(quantized);
        if (layers.isEmpty()) {
            return start;
        }
        return this == FAST
                ? eachAlone(MeanErrors.of(quantized, start, false), start, samples, backend)
                : oneAfterTheOther(layers, quantized, start, samples, backend);
    }

    private static Graph eachAlone(MeanErrors measured, Graph start, Iterable<float[]> samples, Backend backend) {
        GraphEditor corrected = GraphEditor.of(start);
        double[][] errors = measure(measured, samples, backend);
        for (int layer = 0; layer < errors.length; layer++) {
            shift(corrected, measured.layers().get(layer), errors[layer]);
        }
        return corrected.graph();
    }

    private static Graph oneAfterTheOther(
            List<Integer> layers, QuantizedModel quantized, Graph start, Iterable<float[]> samples, Backend backend) {
        // Each layer gets a bias of its own first, to be replaced.
        GraphEditor corrected = GraphEditor.of(start);
        for (int layer : layers) {
            int channels =
                    start.tensor(start.operators().get(layer).output()).shape().dim(-1);
            shift(corrected, layer, new double[channels]);
        }
        MeanErrors measured = MeanErrors.of(quantized, corrected.graph(), true);
        LayerwiseRun run = new LayerwiseRun(measured.graph(), measured.ends(), samples, backend);
        for (int i = 0; i < layers.size(); i++) {
            double[] errors = run.meanDifference(
                    measured.graph().outputs().get(2 * i),
                    measured.graph().outputs().get(2 * i + 1));
            int bias = ((WeightedOperator) corrected.operator(layers.get(i))).bias();
            corrected.replace(bias, plus(corrected.tensor(bias), errors));
            run.set(bias, corrected.tensor(bias));
        }
        return corrected.graph();
    }

    private static Tensor plus(Tensor bias, double[] errors) {
        float[] values = bias.floats();
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) (errors[c] + values[c]);
        }
        return Tensor.constant(bias.name(), bias.shape(), values);
    }

    /** The mean over all samples of exact less quantized, for each layer and channel. */
    private static double[][] measure(MeanErrors measured, Iterable<float[]> samples, Backend backend) {
        Graph graph = measured.graph();
        double[][] errors = new double[measured.layers().size()][];
        JoinedInputs inputs = JoinedInputs.of(graph);
        int count = 0;
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(backend))) {
            for (float[] sample : samples) {
                inputs.put(session, sample);
                session.run();
                for (int layer = 0; layer < errors.length; layer++) {
                    float[] exact = session.output(2 * layer).floats();
                    float[] actual = session.output(2 * layer + 1).floats();
                    errors[layer] = errors[layer] == null ? new double[exact.length] : errors[layer];
                    for (int c = 0; c < exact.length; c++) {
                        errors[layer][c] += (double) exact[c] - actual[c];
                    }
                }
                count++;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no samples to correct the biases of " + graph.name() + " by");
        }
        for (double[] channels : errors) {
            for (int c = 0; c < channels.length; c++) {
                channels[c] /= count;
            }
        }
        return errors;
    }

    /** Adds the errors of one layer to its bias, which it gets if it has none. */
    private static void shift(GraphEditor graph, int operator, double[] errors) {
        WeightedOperator layer = (WeightedOperator) graph.operator(operator);
        Tensor bias = layer.bias() >= 0
                ? graph.tensor(layer.bias())
                : Tensor.constant(
                        graph.tensor(layer.weights()).name() + "/bias",
                        Shape.of(errors.length),
                        new float[errors.length]);
        int shifted = graph.add(plus(bias, errors));
        graph.replace(
                operator, layer.with(layer.input(), layer.weights(), shifted, layer.output(), layer.activation()));
    }
}
