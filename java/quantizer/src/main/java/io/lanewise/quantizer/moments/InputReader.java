// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.moments;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.data.JoinedInputs;
import java.util.Map;

/** Is given what a layer multiplies its weights with. */
@FunctionalInterface
public interface InputReader {

    /** Takes a layer's input, channels innermost, of a sample; they are counted from 0. */
    void add(float[] input, int sample);

    /**
     * Runs a float graph on samples.
     *
     * @param graph whose layers are read
     * @param samples values of its inputs, read once
     * @param backend what runs it
     * @param readers by the index of an operator with weights
     * @throws IllegalArgumentException if there are no samples, or one is of another size
     */
    static void feed(
            Graph graph, Iterable<float[]> samples, Backend backend, Map<Integer, ? extends InputReader> readers) {
        JoinedInputs inputs = JoinedInputs.of(graph);
        int count = 0;
        try (Session session = Model.of(graph)
                .newSession(SessionOptions.defaults().withBackend(backend).keepingAllTensors())) {
            for (float[] sample : samples) {
                inputs.requireFits(count, sample);
                inputs.put(session, sample);
                float[][] parts = inputs.split(sample);
                session.run();
                for (Map.Entry<Integer, ? extends InputReader> reader : readers.entrySet()) {
                    int input = ((WeightedOperator) graph.operators().get(reader.getKey())).input();
                    int ofGraph = graph.inputs().indexOf(input);
                    reader.getValue().add(ofGraph < 0 ? session.tensor(input).floats() : parts[ofGraph], count);
                }
                count++;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no samples to run " + graph.name() + " on");
        }
    }
}
