// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
    private static final int SAMPLES = 7;
    private static final int BATCH = 3;

    private final List<Float> seen = new ArrayList<>();
    private final List<Float> rates = new ArrayList<>();
    private final List<Graph> graphs = new ArrayList<>();

    /** Each graph that it gives is another. */
    private final class Recorder implements Trainer {

        @Override
        public int batch() {
            return BATCH;
        }

        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public float step(List<float[]> inputs, float[] targets, float learningRate) {
            for (int i = 0; i < BATCH; i++) {
                assertEquals(100 - inputs.get(0)[i], targets[i]);
                seen.add(inputs.get(0)[i]);
            }
            rates.add(learningRate);
            return rates.size();
        }

        @Override
        public List<float[]> outputs(List<float[]> inputs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Graph graph() {
            Tensor input = new Tensor("" + graphs.size(), DataType.FLOAT32, Shape.of(1), null, null);
            graphs.add(new Graph("recorded", List.of(input), List.of(), List.of(0), List.of(0)));
            return graphs.get(graphs.size() - 1);
        }

        @Override
        public void close() {}
    }

    private record Numbers(int count) implements TrainingSamples {

        @Override
        public float[] input(int sample, int input) {
            return new float[] {sample};
        }

        @Override
        public float[] target(int sample) {
            return new float[] {100 - sample};
        }
    }

    private TrainingRun.Result train(int passes, double... scores) {
        return new TrainingRun(passes, LearningRate.cosine(2), 5)
                .train(new Recorder(), new Numbers(SAMPLES), graph -> scores[graphs.indexOf(graph)], pass -> {});
    }

    @Test
    void seesEachSampleAtMostOnceInAPassAndInAnotherOrderInTheNext() {
        train(2, 0, 0, 0);
        assertEquals(2 * (SAMPLES / BATCH) * BATCH, seen.size());
        List<Float> first = seen.subList(0, 6);
        assertEquals(6, first.stream().distinct().count());
        assertNotEquals(first, seen.subList(6, 12));
    }

    @Test
    void ratesFallAlongHalfACosine() {
        train(2, 0, 0, 0);
        List<Float> expected = List.of(2f, (float) (1 + Math.sqrt(0.5)), 1f, (float) (1 - Math.sqrt(0.5)));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), rates.get(i), 1e-6f);
        }
    }

    @Test
    void keepsTheFirstOfTheBest() {
        Graph best = train(3, 1, 2, 3, 3).graph();
        assertSame(graphs.get(2), best);
    }

    @Test
    void neverGivesAnythingWorseThanTheStart() {
        TrainingRun.Result result = train(2, 5, 4, 5);
        assertSame(graphs.get(0), result.graph());
        assertEquals(
                List.of(5.0, 4.0, 5.0),
                result.passes().stream().map(TrainingRun.Pass::score).toList());
        assertEquals(1.5, result.passes().get(1).loss());
    }

    @Test
    void refusesFewerSamplesThanABatch() {
        TrainingRun run = new TrainingRun(1, LearningRate.cosine(1), 1);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> run.train(new Recorder(), new Numbers(2), graph -> 0, pass -> {}))
                .getMessage();
        assertEquals("2 samples are fewer than a batch of 3", message);
    }
}
