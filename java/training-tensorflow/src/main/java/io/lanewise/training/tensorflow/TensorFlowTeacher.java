// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.training.Teacher;
import java.util.List;

/** A float graph that is run in batches. */
final class TensorFlowTeacher implements Teacher {
    private final Network network;
    private final int logits;

    /**
     * Translates a graph.
     *
     * @param graph for one sample; float
     * @param batch how many samples it takes at once, at least 1
     * @throws ModelException if it has an operator that training does not know; the message names it
     */
    TensorFlowTeacher(Graph graph, int batch) {
        Graph batched = graph.withBatch(batch);
        this.network = Network.ofFloats(batched);
        this.logits = Logits.of(batched);
        network.start(List.of());
    }

    @Override
    public float[] logits(List<float[]> inputs) {
        return network.run(network.feeds(inputs), List.of(network.value(logits)), List.of())
                .get(0);
    }

    @Override
    public List<float[]> outputs(List<float[]> inputs) {
        return network.run(network.feeds(inputs), network.outputs(), List.of());
    }

    @Override
    public void close() {
        network.close();
    }
}
