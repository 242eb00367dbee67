// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
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
        this.variables = new Variables(tf);
        this.values = valuesOf.apply(graph, variables);
        this.translation = new Translation(tf, graph, values);
        try {
            for (int input : graph.inputs()) {
                if (!graph.tensor(input).isReal()) {
                    throw new ModelException(
                            graph.name(), "input " + graph.tensor(input) + " stands for no reals: it cannot be trained");
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
     * A float graph in full precision.
     *
     * @param graph its inputs have the size of the batch
     * @throws ModelException naming an operator that is not trained
     */
    static Network ofFloats(Graph graph) {
        return new Network(graph, PlainValues::new);
    }

    /**
     * An integer graph, in reals that are rounded as it rounds; inputs and outputs are reals.
     *
     * @param graph its inputs have the size of the batch
     * @throws ModelException naming an operator that is not trained
     */
    static Network ofIntegers(Graph graph) {
        return new Network(graph, FakeQuantizedValues::new);
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
    void start() {
        session = new Session(engine, Floats.oneThread());
        variables.indices().forEach(index -> set(index, values.start(index, graph.tensor(index))));
    }

    /** Sets a variable to values, row-major. */
    void set(int tensor, float[] to) {
        variables.set(session, tensor, to);
    }

    /** What a variable is now, row-major. */
    float[] get(int tensor) {
        return variables.get(session, tensor);
    }

    /** Values of a batch of its inputs; each row-major. */
    List<float[]> run(List<float[]> batch, List<? extends Operand<TFloat32>> fetched) {
        Session.Runner runner = session.runner();
        List<TFloat32> fed = new ArrayList<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                Tensor input = graph.tensor(graph.inputs().get(i));
                fed.add(Floats.tensor(input.shape(), batch.get(i)));
                runner.feed(inputs.get(i), fed.get(i));
            }
            fetched.forEach(runner::fetch);
            try (Result result = runner.run()) {
                List<float[]> read = new ArrayList<>();
                result.forEach(value -> read.add(Floats.of((TFloat32) value.getValue())));
                return read;
            }
        } finally {
            fed.forEach(TFloat32::close);
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
