// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What channels that are removed gave, on average, to each output channel of the layers that read them. It is measured
 * by those layers themselves, on the graph with all channels, with the weights of the others set to zero.
 */
final class RemovedMeans {
    private final ChannelPruning pruning;
    private final Graph graph;
    private final GraphEditor editor;
    /** Operators that read channels that go. */
    private final List<Integer> readers = new ArrayList<>();

    private final List<Integer> outputs = new ArrayList<>();
    private double[][] means = {};

    private RemovedMeans(ChannelPruning pruning) {
        this.pruning = pruning;
        this.graph = pruning.groups().graph();
        this.editor = GraphEditor.of(graph);
    }

    static RemovedMeans of(ChannelPruning pruning, Iterable<float[]> samples, Backend backend) {
        RemovedMeans result = new RemovedMeans(pruning);
        for (int i = 0; i < result.graph.operators().size(); i++) {
            if (result.graph.operators().get(i) instanceof WeightedOperator layer) {
                result.addMeans(i, layer);
            }
        }
        if (!result.outputs.isEmpty()) {
            result.measure(samples, backend);
        }
        return result;
    }

    /** The layer once more, of the removed channels alone. */
    private void addMeans(int operator, WeightedOperator layer) {
        for (Cut cut : pruning.groups().cuts(operator)) {
            boolean reads = cut.tensor() == layer.weights() && cut.channels().axis() != layer.channelAxis();
            if (reads && cut.channels().groups().anyMatch(pruning.removed()::contains)) {
                Shape shape = graph.tensor(layer.output()).shape();
                int sums = activation(shape);
                int weights = editor.add(ZeroedChannels.of(
                        graph.tensor(cut.tensor()),
                        cut.channels(),
                        group -> !pruning.removed().contains(group)));
                editor.add(layer.with(layer.input(), weights, -1, sums, Activation.NONE));
                int mean = activation(Shape.of(shape.dim(-1)));
                editor.add(new Mean(
                        sums, mean, IntStream.range(0, shape.rank() - 1).boxed().toList(), false));
                readers.add(operator);
                outputs.add(mean);
            }
        }
    }

    private int activation(Shape shape) {
        return editor.add(new Tensor("", DataType.FLOAT32, shape, null, null));
    }

    private void measure(Iterable<float[]> samples, Backend backend) {
        editor.setInterface(graph.inputs(), outputs);
        editor.removeUnneeded();
        Graph measuring = editor.graph();
        means = new double[outputs.size()][];
        int count = 0;
        JoinedInputs inputs = JoinedInputs.of(graph);
        try (Session session =
                Model.of(measuring).newSession(SessionOptions.defaults().withBackend(backend))) {
            for (float[] sample : samples) {
                inputs.requireFits(count, sample);
                inputs.put(session, sample);
                session.run();
                count++;
                for (int i = 0; i < means.length; i++) {
                    means[i] = moved(means[i], session.output(i).floats(), count);
                }
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no samples to correct the biases of " + graph.name() + " by");
        }
    }

    private static double[] moved(double[] mean, float[] values, int count) {
        double[] result = mean == null ? new double[values.length] : mean;
        for (int c = 0; c < result.length; c++) {
            result[c] += (values[c] - result[c]) / count;
        }
        return result;
    }

    /** Adds the means to the biases of the pruned graph. */
    Graph addTo(Graph pruned) {
        GraphEditor corrected = GraphEditor.of(pruned);
        for (int i = 0; i < means.length; i++) {
            int operator = readers.get(i);
            double[] mean = means[i];
            int[] kept = pruning.groups()
                    .channels(graph.operators().get(operator).output())
                    .map(channels -> channels.kept(pruning.removed()::contains))
                    .orElseGet(() -> IntStream.range(0, mean.length).toArray());
            WeightedOperator layer = (WeightedOperator) corrected.operator(operator);
            float[] bias = layer.bias() < 0
                    ? new float[kept.length]
                    : corrected.tensor(layer.bias()).floats();
            for (int c = 0; c < bias.length; c++) {
                bias[c] = (float) (bias[c] + mean[kept[c]]);
            }
            String name = layer.bias() < 0
                    ? corrected.tensor(layer.weights()).name() + "/bias"
                    : corrected.tensor(layer.bias()).name();
            int shifted = corrected.add(Tensor.constant(name, Shape.of(bias.length), bias));
            corrected.replace(
                    operator, layer.with(layer.input(), layer.weights(), shifted, layer.output(), layer.activation()));
        }
        return corrected.cleaned();
    }
}
