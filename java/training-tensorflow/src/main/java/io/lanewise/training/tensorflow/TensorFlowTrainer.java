// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.RoundingSettings;
import io.lanewise.training.Trainer;
import io.lanewise.training.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Trains float graphs as they are, and integer graphs in reals that are rounded as they round. */
final class TensorFlowTrainer implements Trainer {
    private final Graph graph;
    private final TrainerSettings settings;
    private final Network network;
    private final Losses loss;
    private final Placeholder<TInt32> step;
    private final Updates updates;
    private final List<Op> tracking;
    /** Null where weights may jump. */
    private final Oscillations oscillations;

    private final List<Variables> memories;
    private long steps;
    private boolean frozen;
    private double progress;

    /**
     * Translates a graph, and starts from its own weights and biases.
     *
     * @param graph for one sample; float, or what a conversion has made of such a graph: its integers as they are
     * @param settings how it is trained
     * @throws ModelException if an operator cannot be trained through; the message names it
     */
    TensorFlowTrainer(Graph graph, TrainerSettings settings) {
        this.graph = graph;
        this.settings = settings;
        Graph batched = graph.withBatch(settings.batch());
        this.network = isFloat(graph) ? Network.ofFloats(batched, settings) : Network.ofIntegers(batched, settings);
        try {
            this.loss = new Losses(settings.loss(), batched, network);
            this.step = Feeds.wholeNumber(network.tf);
            List<Variable> variables = network.trainable();
            List<Operand<TFloat32>> gradients = rounding()
                    .gradients(
                            network.tf,
                            network.penalized(loss.value),
                            variables.stream().map(Variable::value).toList());
            this.updates = new Updates(settings.optimizer(), network.tf, variables, gradients);
            this.tracking = network.tracking();
            this.oscillations = settings.rounding().freezing() == null
                    ? null
                    : new Oscillations(network.tf, settings.rounding().freezing());
            this.memories = new ArrayList<>(updates.memories);
            if (oscillations != null) {
                network.watch(oscillations);
                memories.addAll(oscillations.memories);
            }
            network.start(memories);
            if (oscillations != null) {
                network.run(new Feeds(), List.of(), oscillations.beginnings);
            }
        } catch (RuntimeException problem) {
            network.close();
            throw problem;
        }
    }

    private RoundingGradient rounding() {
        RoundingSettings rounding = settings.rounding();
        return new RoundingGradient(
                rounding.scaling(),
                rounding.gradientBits() == RoundingSettings.FULL_PRECISION
                        ? null
                        : new LowPrecision(rounding.gradientBits(), step));
    }

    /** Float tensors may have scales left from training. */
    private static boolean isFloat(Graph graph) {
        return graph.tensors().stream()
                .allMatch(tensor -> tensor.quantization() == null || tensor.type() == DataType.FLOAT32);
    }

    @Override
    public int batch() {
        return settings.batch();
    }

    @Override
    public float step(List<float[]> inputs, List<float[]> targets, float learningRate) {
        loss.requireFits(targets);
        steps++;
        Feeds feeds = network.feeds(inputs, steps, progress);
        loss.feed(feeds, targets);
        updates.feed(feeds, steps, learningRate);
        if (settings.rounding().gradientBits() != RoundingSettings.FULL_PRECISION) {
            feeds.and(step, (int) steps);
        }
        List<Op> targetsOfRun = new ArrayList<>(updates.updates);
        if (!frozen) {
            targetsOfRun.addAll(tracking);
        }
        return network.run(feeds, List.of(loss.value), targetsOfRun).get(0)[0];
    }

    @Override
    public List<float[]> outputs(List<float[]> inputs) {
        return network.run(network.feeds(inputs), network.outputs(), List.of());
    }

    @Override
    public void freezeRanges() {
        frozen = true;
    }

    @Override
    public void endStep(double share) {
        progress = share;
        if (oscillations != null && !oscillations.updates.isEmpty()) {
            float threshold = settings.rounding().freezing().threshold(share);
            network.run(new Feeds().and(oscillations.threshold, threshold), List.of(), oscillations.updates);
        }
    }

    @Override
    public Graph graph() {
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        // The network's shapes are those of a batch.
        network.trained()
                .forEach((index, trained) -> tensors.set(
                        index,
                        new Tensor(
                                trained.name(),
                                trained.type(),
                                graph.tensor(index).shape(),
                                trained.quantization(),
                                trained.data())));
        return graph.with(tensors, graph.operators(), graph.inputs(), graph.outputs());
    }

    @Override
    public State state() {
        return new State(steps, frozen, network.values(memories));
    }

    @Override
    public void restore(State state) {
        network.restore(memories, state.values());
        steps = state.steps();
        frozen = state.frozen();
    }

    @Override
    public void close() {
        network.close();
    }
}
