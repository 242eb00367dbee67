// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.Ranges;
import io.lanewise.training.TrainerSettings;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers of integers after some steps: the runtime gives for their integers what the last forward pass gave. */
class TrainedIntegersTest {
    private static final int STEPS = 3;
    /** Adam moves each weight by about so many steps. */
    private static final float LEARNING_RATE = 0.7f;

    static Stream<OperatorSample> layers() {
        return OperatorSamples.of(Form.INT8_BY_INT4)
                .filter(sample -> sample.draw(0, Form.INT8).operator() instanceof WeightedOperator);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void areThoseOfTheLastForwardPass(OperatorSample sample) {
        for (Form form : List.of(Form.INT8, Form.INT8_BY_INT4)) {
            for (int number = 0; number < 5; number++) {
                Graph graph = sample.draw(number, form).graph();
                for (Ranges ranges : Ranges.values()) {
                    compare(graph, new Random(number), ranges);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void areTheSameOfTheSameSteps(OperatorSample sample) {
        Graph graph = sample.draw(0, Form.INT8_BY_INT4).graph();
        assertEquals(trained(graph).tensors(), trained(graph).tensors());
    }

    private static Graph trained(Graph graph) {
        Random random = new Random(1);
        float[] input = randomOf(graph, graph.inputs().get(0), random);
        try (TensorFlowTrainer trainer = trainer(graph, input, random, Ranges.LEARNED)) {
            return trainer.graph();
        }
    }

    /** After some steps towards random outputs. */
    private static TensorFlowTrainer trainer(Graph graph, float[] input, Random random, Ranges ranges) {
        int batch = graph.tensor(graph.inputs().get(0)).shape().dim(0);
        float[] targets = randomOf(graph, graph.outputs().get(0), random);
        TensorFlowTrainer trainer = new TensorFlowTrainer(
                graph,
                new TrainerSettings(batch, new Loss.SquaredError(List.of(1f)), new Optimizer.Adam()).with(ranges));
        for (int step = 0; step < STEPS; step++) {
            trainer.step(List.of(input), List.of(targets), LEARNING_RATE);
        }
        return trainer;
    }

    private static void compare(Graph graph, Random random, Ranges ranges) {
        float[] input = randomOf(graph, graph.inputs().get(0), random);
        try (TensorFlowTrainer trainer = trainer(graph, input, random, ranges)) {
            float[] expected = trainer.outputs(List.of(input)).get(0);
            Graph trained = trainer.graph();
            float scale =
                    trained.tensor(trained.outputs().get(0)).quantization().scale();
            int weights = ((WeightedOperator) graph.operators().get(0)).weights();
            assertNotEquals(
                    graph.tensor(weights).data(), trained.tensor(weights).data());
            try (Session session = Model.of(trained).newSession()) {
                session.input(0).putFloats(input);
                session.run();
                float[] actual = session.output(0).floats();
                int equal = 0;
                for (int i = 0; i < actual.length; i++) {
                    int steps = Math.round((actual[i] - expected[i]) / scale);
                    assertTrue(Math.abs(steps) <= 1, graph.operators().get(0) + ": " + steps + " steps at " + i);
                    equal += steps == 0 ? 1 : 0;
                }
                assertEquals(actual.length, equal, 0.05 * actual.length + 1);
            }
        }
    }

    /** Reals of a tensor's integers. */
    private static float[] randomOf(Graph graph, int tensor, Random random) {
        float[] reals = new float[graph.tensor(tensor).shape().elements()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = graph.tensor(tensor).quantization().scale()
                    * (random.nextInt(256)
                            - 128
                            - graph.tensor(tensor).quantization().zeroPoint());
        }
        return reals;
    }
}
