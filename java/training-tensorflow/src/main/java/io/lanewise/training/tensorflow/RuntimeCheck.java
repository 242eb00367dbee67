// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.tensor.DataType;
import io.lanewise.training.LayerAgreement;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.RuntimeAgreement;
import io.lanewise.training.TrainerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Compares what training computes of an integer graph with what the runtime does: operator by operator, each fed with
 * the runtime's own integers, and end to end ({@link io.lanewise.training.TrainingEngine#compare}).
 */
final class RuntimeCheck {
    private static final TrainerSettings SETTINGS =
            new TrainerSettings(1, new Loss.CrossEntropy(1), new Optimizer.Adam());

    private final Graph graph;
    /** What operators write, in their order. */
    private final List<Integer> written = new ArrayList<>();

    private final FedActivations activations;
    private final Map<Integer, StepCount> layers = new LinkedHashMap<>();
    private final Map<Integer, StepCount> outputs = new LinkedHashMap<>();

    private RuntimeCheck(Graph graph) {
        this.graph = graph;
        this.activations = new FedActivations(graph);
        for (Operator operator : graph.operators()) {
            written.addAll(operator.outputs());
        }
        written.stream().filter(this::isInteger).forEach(tensor -> layers.put(tensor, count(tensor)));
        Uses uses = new Uses(graph);
        for (int output : graph.outputs()) {
            int integers = integersOf(output, uses);
            if (layers.containsKey(integers)) {
                outputs.put(integers, count(integers));
            }
        }
    }

    static RuntimeAgreement of(Graph graph, List<LabelledSample> samples) {
        return new RuntimeCheck(graph).run(samples);
    }

    private RuntimeAgreement run(List<LabelledSample> samples) {
        Graph open = graph.with(graph.tensors(), graph.operators(), graph.inputs(), written);
        try (Network apart = Network.of(
                        graph,
                        (integers, variables) -> new ChangedValues(
                                new FakeQuantizedValues(integers, variables, SETTINGS), activations));
                Network whole = Network.ofIntegers(graph, SETTINGS);
                Session session = Model.of(open).newSession()) {
            apart.start(List.of());
            whole.start(List.of());
            for (LabelledSample sample : samples) {
                JoinedInputs.of(open).put(session, sample.values());
                session.run();
                add(session, apart, whole);
            }
        }
        return new RuntimeAgreement(agreements(layers), agreements(outputs));
    }

    private boolean isInteger(int tensor) {
        return graph.tensor(tensor).type() != DataType.FLOAT32;
    }

    private StepCount count(int tensor) {
        return new StepCount(graph.tensor(tensor).quantization().scale());
    }

    /** An output, or what it is dequantized from. */
    private int integersOf(int output, Uses uses) {
        int producer = uses.producer(output);
        return producer != Uses.NONE && graph.operators().get(producer) instanceof Dequantize dequantize
                ? dequantize.input()
                : output;
    }

    private void add(Session session, Network apart, Network whole) {
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            inputs.add(session.input(i).floats());
        }
        Map<Integer, float[]> expected = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            expected.put(written.get(i), session.output(i).floats());
        }
        Feeds feeds = apart.feeds(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            feed(feeds, graph.inputs().get(i), inputs.get(i));
        }
        expected.forEach((tensor, values) -> feed(feeds, tensor, values));
        count(layers, apart, feeds, activations.computed(), expected);
        Map<Integer, Operand<TFloat32>> computed = new LinkedHashMap<>();
        outputs.keySet().forEach(tensor -> computed.put(tensor, whole.value(tensor)));
        count(outputs, whole, whole.feeds(inputs), computed, expected);
    }

    private void feed(Feeds feeds, int tensor, float[] values) {
        feeds.and(activations.fed().get(tensor), graph.tensor(tensor).shape(), values);
    }

    private static void count(
            Map<Integer, StepCount> counts,
            Network network,
            Feeds feeds,
            Map<Integer, Operand<TFloat32>> computed,
            Map<Integer, float[]> expected) {
        List<Integer> tensors = List.copyOf(counts.keySet());
        List<float[]> actual =
                network.run(feeds, tensors.stream().map(computed::get).toList(), List.of());
        for (int i = 0; i < actual.size(); i++) {
            counts.get(tensors.get(i)).add(expected.get(tensors.get(i)), actual.get(i));
        }
    }

    private List<LayerAgreement> agreements(Map<Integer, StepCount> counts) {
        Uses uses = new Uses(graph);
        List<LayerAgreement> all = new ArrayList<>();
        counts.forEach((tensor, count) -> all.add(
                count.agreement(graph.operators().get(uses.producer(tensor)).kind() + " "
                        + graph.tensor(tensor).name())));
        return all;
    }
}
