// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.moments.InputMoments;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes up for removed channels in the layers that read them, from what the graph with all channels computes on
 * samples: what is left tells as much as it can of what is gone ({@link Regression}), and the mean of the rest goes into
 * the bias. (He et al., Channel Pruning for Accelerating Very Deep Neural Networks, 2017, has the first; each layer by
 * itself here, so that one pass is enough.)
 */
final class Reconstruction {
    /** Output cells of a sample that count for moments. */
    private static final int CELLS = 64;
    /** Inputs of a sum that tell of each other: the work grows with their cube. */
    private static final int MOST_INPUTS = 1536;
    /** Bytes of the moments of all layers; those behind it have none. */
    private static final long BUDGET = 512L << 20;

    private final ChannelPruning pruning;
    private final Graph graph;
    private final GraphEditor measuring;
    private final List<Reader> readers = new ArrayList<>();
    /** Of each reader, the mean of what removed channels give. */
    private final List<Integer> outputs = new ArrayList<>();

    private long bytes;

    private Reconstruction(ChannelPruning pruning) {
        this.pruning = pruning;
        this.graph = pruning.groups().graph();
        this.measuring = GraphEditor.of(graph);
    }

    /** The graph without the channels, corrected. */
    static Graph apply(ChannelPruning pruning, Iterable<float[]> samples, Backend backend) {
        Reconstruction pass = new Reconstruction(pruning);
        pass.findReaders();
        pass.measure(samples, backend);
        GraphEditor pruned = GraphEditor.of(pruning.apply());
        pass.readers.forEach(reader -> reader.correct(pruned));
        return pruned.cleaned();
    }

    private void findReaders() {
        for (int i = 0; i < graph.operators().size(); i++) {
            if (graph.operators().get(i) instanceof WeightedOperator layer) {
                for (Cut cut : pruning.groups().cuts(i)) {
                    boolean reads =
                            cut.tensor() == layer.weights() && cut.channels().axis() != layer.channelAxis();
                    if (reads && cut.channels().groups().anyMatch(pruning.removed()::contains)) {
                        Reader reader = new Reader(pruning, i, cut, moments(layer));
                        readers.add(reader);
                        outputs.add(mean(reader));
                    }
                }
            }
        }
    }

    /** Null where there are no windows, or they are too large. */
    private InputMoments moments(WeightedOperator layer) {
        Shape weights = graph.tensor(layer.weights()).shape();
        Optional<WindowGeometry> window = layer.windows(graph)
                .filter(found -> weights.elements() / weights.dim(0) <= MOST_INPUTS
                        && bytes + InputMoments.bytes(found) <= BUDGET);
        bytes += window.map(InputMoments::bytes).orElse(0L);
        return window.map(found -> new InputMoments(found, CELLS)).orElse(null);
    }

    /** The layer once more, of the removed channels alone, and its mean over all cells. */
    private int mean(Reader reader) {
        WeightedOperator layer = reader.layer();
        Shape shape = graph.tensor(layer.output()).shape();
        int sums = activation(shape);
        measuring.add(layer.with(layer.input(), measuring.add(reader.removedWeights()), -1, sums, Activation.NONE));
        int mean = activation(Shape.of(shape.dim(-1)));
        measuring.add(new Mean(
                sums, mean, IntStream.range(0, shape.rank() - 1).boxed().toList(), false));
        return mean;
    }

    private int activation(Shape shape) {
        return measuring.add(new Tensor("", DataType.FLOAT32, shape, null, null));
    }

    private void measure(Iterable<float[]> samples, Backend backend) {
        if (readers.isEmpty()) {
            return;
        }
        measuring.setInterface(graph.inputs(), outputs);
        measuring.removeUnneeded();
        JoinedInputs inputs = JoinedInputs.of(graph);
        int count = 0;
        try (Session session = Model.of(measuring.graph())
                .newSession(SessionOptions.defaults().withBackend(backend).keepingAllTensors())) {
            for (float[] sample : samples) {
                inputs.requireFits(count, sample);
                inputs.put(session, sample);
                session.run();
                count++;
                for (int i = 0; i < readers.size(); i++) {
                    Reader reader = readers.get(i);
                    float[] input = reader.hasMoments()
                            ? session.tensor(reader.layer().input()).floats()
                            : null;
                    reader.add(input, session.output(i).floats());
                }
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no samples to make up for removed channels of " + graph.name() + " by");
        }
    }
}
