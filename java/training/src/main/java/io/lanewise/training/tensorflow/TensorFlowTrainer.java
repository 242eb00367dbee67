// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Trains float graphs as they are, and integer graphs in reals that are rounded as they round. */
public final class TensorFlowTrainer implements Trainer {
    private final Graph graph;
    private final int batch;
    private final Optimizer optimizer;
    private final Network network;
    private final Shape compared;
    private final Placeholder<TFloat32> targets;
    private final Operand<TFloat32> loss;
    private final Updates updates;
    private long steps;

    /**
     * Translates a graph, and starts from its own weights and biases.
     *
     * @param graph for one sample; float, or what a conversion has made of such a graph: its integers as they are
     * @param batch how many samples a step takes, at least 1
     * @param loss what a step makes smaller
     * @param optimizer how a gradient moves weights
     * @param learnedScales whether scales of integer weights are learned, too
     * @throws ModelException if an operator cannot be trained through; the message names it
     */
    public TensorFlowTrainer(Graph graph, int batch, Loss loss, Optimizer optimizer, boolean learnedScales) {
        this.graph = graph;
        this.batch = batch;
        this.optimizer = optimizer;
        Graph batched = graph.withBatch(batch);
        this.network = isFloat(graph) ? Network.ofFloats(batched) : Network.ofIntegers(batched, learnedScales);
        try {
            int tensor = Losses.compared(loss, batched);
            this.compared = batched.tensor(tensor).shape();
            this.targets = network.tf.placeholder(TFloat32.class, Placeholder.shape(Floats.shape(compared)));
            this.loss = Losses.of(loss, network.tf, network.value(tensor), targets, compared);
            var variables = network.trainable();
            List<Operand<TFloat32>> gradients = new ArrayList<>();
            network.tf
                    .gradients(
                            this.loss, variables.stream().map(Variable::value).toList())
                    .forEach(gradient -> gradients.add(gradient.asOutput().expect(TFloat32.class)));
            this.updates = new Updates(optimizer, network.tf, variables, gradients);
            network.start(updates.beginnings);
        } catch (RuntimeException problem) {
            network.close();
            throw problem;
        }
    }

    /** Float tensors may have scales left from training. */
    private static boolean isFloat(Graph graph) {
        return graph.tensors().stream()
                .allMatch(tensor -> tensor.quantization() == null || tensor.type() == DataType.FLOAT32);
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int inputs() {
        return graph.inputs().size();
    }

    @Override
    public float step(List<float[]> inputs, float[] wanted, float learningRate) {
        if (wanted.length != compared.elements()) {
            throw new IllegalArgumentException(
                    "expected " + compared.elements() + " targets " + compared + ", got " + wanted.length);
        }
        steps++;
        Feeds feeds = network.feeds(inputs).and(targets, compared, wanted).and(updates.learningRate, learningRate);
        if (optimizer instanceof Optimizer.Adam adam) {
            feeds.and(updates.firstPower, (float) Math.pow(adam.beta1(), steps))
                    .and(updates.secondPower, (float) Math.pow(adam.beta2(), steps));
        }
        return network.run(feeds, List.of(loss), updates.updates).get(0)[0];
    }

    @Override
    public List<float[]> outputs(List<float[]> inputs) {
        return network.run(network.feeds(inputs), network.outputs(), List.of());
    }

    @Override
    public Graph graph() {
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        network.trained().forEach(tensors::set);
        return graph.with(tensors, graph.operators(), graph.inputs(), graph.outputs());
    }

    @Override
    public void close() {
        network.close();
    }
}
