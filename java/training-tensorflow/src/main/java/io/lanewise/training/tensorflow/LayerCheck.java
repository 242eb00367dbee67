// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.tensor.DataType;
import io.lanewise.training.LayerAgreement;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Compares what training computes of an integer graph with what the runtime does, operator by operator, each fed with
 * the runtime's own integers.
 */
final class LayerCheck {

    private LayerCheck() {}

    /** Of each operator that writes integers, in their order ({@link io.lanewise.training.TrainingEngine#compare}). */
    static List<LayerAgreement> of(Graph graph, List<LabelledSample> samples) {
        List<Integer> outputs = new ArrayList<>();
        for (Operator operator : graph.operators()) {
            outputs.addAll(operator.outputs());
        }
        Graph open = graph.with(graph.tensors(), graph.operators(), graph.inputs(), outputs);
        FedActivations activations = new FedActivations(graph);
        TrainerSettings settings = new TrainerSettings(1, new Loss.CrossEntropy(1), new Optimizer.Adam());
        try (Network network = Network.of(
                        graph,
                        (integers, variables) -> new ChangedValues(
                                new FakeQuantizedValues(integers, variables, settings), activations));
                Session session = Model.of(open).newSession()) {
            network.start(List.of());
            long[] values = new long[outputs.size()];
            long[] equal = new long[outputs.size()];
            int[] largest = new int[outputs.size()];
            for (LabelledSample sample : samples) {
                List<float[]> expected = run(open, session, sample);
                List<float[]> inputs = new ArrayList<>();
                for (int i = 0; i < graph.inputs().size(); i++) {
                    inputs.add(session.input(i).floats());
                }
                List<float[]> actual = run(graph, network, activations, outputs, inputs, expected);
                for (int i = 0; i < outputs.size(); i++) {
                    if (graph.tensor(outputs.get(i)).type() != DataType.FLOAT32) {
                        float scale =
                                graph.tensor(outputs.get(i)).quantization().scale();
                        for (int k = 0; k < expected.get(i).length; k++) {
                            int step = Math.abs(Math.round((expected.get(i)[k] - actual.get(i)[k]) / scale));
                            values[i]++;
                            equal[i] += step == 0 ? 1 : 0;
                            largest[i] = Math.max(largest[i], step);
                        }
                    }
                }
            }
            List<LayerAgreement> layers = new ArrayList<>();
            int at = 0;
            for (Operator operator : graph.operators()) {
                for (int output : operator.outputs()) {
                    if (values[at] > 0) {
                        layers.add(new LayerAgreement(
                                operator.kind() + " " + graph.tensor(output).name(),
                                values[at],
                                equal[at],
                                largest[at]));
                    }
                    at++;
                }
            }
            return layers;
        }
    }

    private static List<float[]> run(Graph open, Session session, LabelledSample sample) {
        JoinedInputs.of(open).put(session, sample.values());
        session.run();
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < open.outputs().size(); i++) {
            all.add(session.output(i).floats());
        }
        return all;
    }

    private static List<float[]> run(
            Graph graph,
            Network network,
            FedActivations activations,
            List<Integer> outputs,
            List<float[]> inputs,
            List<float[]> expected) {
        Feeds feeds = network.feeds(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            int input = graph.inputs().get(i);
            feeds.and(activations.fed().get(input), graph.tensor(input).shape(), inputs.get(i));
        }
        List<Operand<TFloat32>> fetched = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            int output = outputs.get(i);
            feeds.and(activations.fed().get(output), graph.tensor(output).shape(), expected.get(i));
            fetched.add(activations.computed().get(output));
        }
        return network.run(feeds, fetched, List.of());
    }
}
