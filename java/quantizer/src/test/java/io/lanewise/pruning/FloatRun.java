// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Outputs of float graphs. */
final class FloatRun {

    private FloatRun() {}

    /** On inputs of a seed. */
    static float[][] outputs(Graph graph, long seed) {
        Random random = new Random(seed);
        List<float[]> inputs = new ArrayList<>();
        for (int input : graph.inputs()) {
            float[] values = new float[graph.tensor(input).shape().elements()];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) random.nextGaussian();
            }
            inputs.add(values);
        }
        return outputs(graph, inputs);
    }

    static float[][] outputs(Graph graph, List<float[]> inputs) {
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            for (int i = 0; i < inputs.size(); i++) {
                session.input(i).putFloats(inputs.get(i));
            }
            session.run();
            float[][] outputs = new float[graph.outputs().size()][];
            Arrays.setAll(outputs, i -> session.output(i).floats());
            return outputs;
        }
    }

    /** Whether two graphs give the same, within 1e-5 of an output's largest magnitude. */
    static void assertSame(Graph expected, Graph actual, long seed) {
        float[][] wanted = outputs(expected, seed);
        float[][] got = outputs(actual, seed);
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i].length, got[i].length);
            double largest = 1e-3;
            for (float value : wanted[i]) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int k = 0; k < wanted[i].length; k++) {
                assertEquals(wanted[i][k], got[i][k], 1e-5 * largest, "output " + i + " element " + k);
            }
        }
    }
}
