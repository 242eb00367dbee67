// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.TrainerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A graph in TensorFlow for batches of one size, whose weights and biases are variables. Everything runs on one thread,
 * so that the same steps give the same bits.
 */
final class Network implements AutoCloseable {
    final Ops tf;
    final Variables variables;

    private final org.tensorflow.Graph engine = new org.tensorflow.Graph();
    private final Graph graph;
    private final Values values;
    private final Translation translation;
    private final List<Placeholder<TFloat32>> inputs = new ArrayList<>();
    private Session session;

    private Network(Graph graph, BiFunction<Graph, Variables, Values> valuesOf) {
        this.graph = graph;
        this.tf = Ops.create(engine);
        this.variables = new Variables(tf, "constant");
        this.values = valuesOf.apply(graph, variables);
        this.translation = new Translation(tf, graph, values);
        try {
            for (int input : graph.inputs()) {
                if (!graph.tensor(input).isReal()) {
                    throw new ModelException(
                            graph.name(),
                            "input " + graph.tensor(input) + " stands for no reals: it cannot be trained");
                }
                Placeholder<TFloat32> fed = tf.placeholder(
                        TFloat32.class,
                        Placeholder.shape(Floats.shape(graph.tensor(input).shape())));
                inputs.add(fed);
                translation.give(input, fed);
            }
            translation.translate();
        } catch (RuntimeException problem) {
            engine.close();
            throw problem;
        }
    }

    /**
     * A graph with values of any kind.
     *
     * @param graph its inputs have the size of the batch
     * @param valuesOf of the graph, with these variables
     * @throws ModelException naming an operator that is not trained
     */
    static Network of(Graph graph, BiFunction<Graph, Variables, Values> valuesOf) {
        return new Network(graph, valuesOf);
    }

    /**
     * A float graph in full precision.
     *
     * @param graph its inputs have the size of the batch
     * @param settings what is kept of weights
     * @throws ModelException naming an operator that is not trained
     */
    static Network ofFloats(Graph graph, TrainerSettings settings) {
        return new Network(graph, (floats, variables) -> new PlainValues(floats, variables, settings.masks()));
    }

    /** The same, all of whose weights are kept. */
    static Network ofFloats(Graph graph) {
        return new Network(graph, (floats, variables) -> new PlainValues(floats, variables, Map.of()));
    }

    /**
     * An integer graph, in reals that are rounded as it rounds; inputs and outputs are reals.
     *
     * @param graph its inputs have the size of the batch
     * @param settings how scales come about, and what is kept of weights
     * @throws ModelException naming an operator that is not trained
     */
    static Network ofIntegers(Graph graph, TrainerSettings settings) {
        return new Network(graph, (integers, variables) -> new FakeQuantizedValues(integers, variables, settings));
    }

    /** What is fed, in the order of the graph's inputs. */
    List<Operand<TFloat32>> inputs() {
        return List.copyOf(inputs);
    }

    /** What a tensor of the graph holds. */
    Operand<TFloat32> value(int tensor) {
        return translation.value(tensor);
    }

    List<Operand<TFloat32>> outputs() {
        return graph.outputs().stream().map(this::value).toList();
    }

    /** Begins to run it, with the graph's own constants. To be called when everything is made. */
    void start(List<Variables> memories) {
        session = new Session(engine, Floats.oneThread());
        values.start(session);
        memories.forEach(memory -> memory.zero(session));
    }

    /** All that a later run goes on with, by name; {@code memories} too. */
    Map<String, float[]> values(List<Variables> memories) {
        Map<String, float[]> all = new LinkedHashMap<>();
        values.memories().forEach(variables -> all.putAll(variables.values(session)));
        memories.forEach(variables -> all.putAll(variables.values(session)));
        return all;
    }

    /**
     * Goes on with values of {@link #values(List)}.
     *
     * @throws IllegalArgumentException if they are of another network
     */
    void restore(List<Variables> memories, Map<String, float[]> all) {
        values.memories().forEach(variables -> variables.set(session, all));
        memories.forEach(variables -> variables.set(session, all));
    }

    /** Adds what can jump to and fro. */
    void watch(Oscillations oscillations) {
        values.watch(oscillations);
    }

    /** A loss with what the values add to it. */
    Operand<TFloat32> penalized(Operand<TFloat32> loss) {
        Operand<TFloat32> penalty = values.penalty();
        return penalty == null ? loss : tf.math.add(loss, penalty);
    }

    /** What a step does beside following gradients, as long as ranges are not frozen. */
    List<Op> tracking() {
        return values.tracking();
    }

    /** Sets a variable to values, row-major. */
    void set(int tensor, float[] to) {
        variables.set(session, tensor, to);
    }

    /** What a variable is now, row-major. */
    float[] get(int tensor) {
        return variables.get(session, tensor);
    }

    /** What training changes: weights, biases, and scales where they are learned. */
    List<Variable> trainable() {
        return values.variables();
    }

    /** By index, what has become of the constants, in the types that the graph has them. */
    Map<Integer, Tensor> trained() {
        return values.trained(session);
    }

    /**
     * A batch of inputs, in their order, outside of training.
     *
     * @throws IllegalArgumentException if there are not as many as the graph has, or not as many values
     */
    Feeds feeds(List<float[]> batch) {
        return feeds(batch, 0, 0);
    }

    /** The same for a step, from 1; {@code progress}: share of the run's steps that are done. */
    Feeds feeds(List<float[]> batch, long step, double progress) {
        Translation.require(
                batch.size() == inputs.size(), "expected " + inputs.size() + " inputs, got " + batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Tensor input = graph.tensor(graph.inputs().get(i));
            Translation.require(
                    batch.get(i).length == input.shape().elements(),
                    "input " + i + " " + input + ": got " + batch.get(i).length + " values");
        }
        Feeds feeds = new Feeds();
        values.feed(feeds, step, progress);
        for (int i = 0; i < batch.size(); i++) {
            feeds.and(inputs.get(i), graph.tensor(graph.inputs().get(i)).shape(), batch.get(i));
        }
        return feeds;
    }

    /** Runs once and closes the feeds; returns what was fetched, each row-major. */
    List<float[]> run(Feeds feeds, List<? extends Operand<TFloat32>> fetched, List<? extends Op> targets) {
        try (feeds) {
            if (fetched.isEmpty() && targets.isEmpty()) {
                return List.of();
            }
            Session.Runner runner = session.runner();
            feeds.give(runner);
            fetched.forEach(runner::fetch);
            targets.forEach(runner::addTarget);
            try (Result result = runner.run()) {
                List<float[]> read = new ArrayList<>();
                result.forEach(value -> read.add(Floats.of((TFloat32) value.getValue())));
                return read;
            }
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        engine.close();
    }
}
