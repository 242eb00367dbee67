// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
    private static final int SAMPLES = 7;
    private static final int BATCH = 3;
    private static final Graph ONE_NUMBER = graph("one number");

    private final List<Float> seen = new ArrayList<>();
    private final List<Float> rates = new ArrayList<>();
    private final List<Graph> graphs = new ArrayList<>();
    private final List<Double> progresses = new ArrayList<>();
    private int frozenAfter = -1;

    private static Graph graph(String name) {
        return graph(new Tensor(name, DataType.FLOAT32, Shape.of(1), null, null));
    }

    private static Graph graph(Tensor input) {
        return new Graph("recorded", List.of(input), List.of(), List.of(0), List.of(0));
    }

    /** Each graph that it gives is another. */
    private class Recorder implements Trainer {
        private long steps;

        @Override
        public int batch() {
            return BATCH;
        }

        @Override
        public float step(List<float[]> inputs, List<float[]> targets, float learningRate) {
            for (int i = 0; i < BATCH; i++) {
                assertEquals(100 - inputs.get(0)[i], targets.get(0)[i]);
                seen.add(inputs.get(0)[i]);
            }
            rates.add(learningRate);
            return ++steps;
        }

        @Override
        public List<float[]> outputs(List<float[]> inputs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void freezeRanges() {
            frozenAfter = frozenAfter < 0 ? (int) steps : frozenAfter;
        }

        @Override
        public void endStep(double progress) {
            progresses.add(progress);
        }

        @Override
        public Graph graph() {
            Quantization scale = Quantization.perTensor(1 + steps, 0);
            graphs.add(TrainingRunTest.graph(new Tensor("" + graphs.size(), DataType.INT8, Shape.of(1), scale, null)));
            return graphs.get(graphs.size() - 1);
        }

        @Override
        public State state() {
            return new State(steps, false, Map.of());
        }

        @Override
        public void restore(State state) {
            steps = state.steps();
        }

        @Override
        public void close() {}
    }

    private static Batches batches(int samples) {
        List<LabelledSample> numbers = IntStream.range(0, samples)
                .mapToObj(i -> new LabelledSample(new float[] {i}, i))
                .toList();
        Targets fromHundred = (taken, inputs) -> {
            float[] targets = inputs.get(0).clone();
            for (int i = 0; i < targets.length; i++) {
                targets[i] = 100 - targets[i];
            }
            return List.of(targets);
        };
        return new Batches(
                TrainingData.of(numbers),
                JoinedInputs.of(ONE_NUMBER),
                BATCH,
                fromHundred,
                Augmentation.NONE,
                samples,
                5);
    }

    private TrainingRun.Result train(int passes, double... scores) throws IOException {
        return new TrainingRun(passes, LearningRate.cosine(2), Ranges.FIXED, 0.5)
                .train(
                        new Recorder(),
                        batches(SAMPLES),
                        graph -> scores[graphs.indexOf(graph)],
                        Checkpoints.NONE,
                        TrainingMonitor.NONE);
    }

    @Test
    void seesEachSampleAtMostOnceInAPassAndInAnotherOrderInTheNext() throws IOException {
        train(2, 0, 0, 0);
        assertEquals(2 * (SAMPLES / BATCH) * BATCH, seen.size());
        List<Float> first = seen.subList(0, 6);
        assertEquals(6, first.stream().distinct().count());
        assertNotEquals(first, seen.subList(6, 12));
    }

    @Test
    void ratesFallAlongHalfACosine() throws IOException {
        train(2, 0, 0, 0);
        List<Float> expected = List.of(2f, (float) (1 + Math.sqrt(0.5)), 1f, (float) (1 - Math.sqrt(0.5)));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), rates.get(i), 1e-6f);
        }
    }

    @Test
    void endsEachStepWithTheShareThatIsDone() throws IOException {
        train(2, 0, 0, 0);
        assertEquals(List.of(0.25, 0.5, 0.75, 1.0), progresses);
    }

    @Test
    void freezesRangesWhereItIsTold() throws IOException {
        train(2, 0, 0, 0);
        assertEquals(2, frozenAfter);
    }

    @Test
    void keepsTheFirstOfTheBest() throws IOException {
        Graph best = train(3, 1, 2, 3, 3).graph();
        assertSame(graphs.get(2), best);
    }

    @Test
    void neverGivesAnythingWorseThanTheStart() throws IOException {
        TrainingRun.Result result = train(2, 5, 4, 5);
        assertSame(graphs.get(0), result.graph());
        assertEquals(
                List.of(5.0, 4.0, 5.0),
                result.passes().stream().map(TrainingRun.Pass::score).toList());
        assertEquals(1.5, result.passes().get(1).loss());
        assertTrue(result.complete());
    }

    @Test
    void refusesFewerSamplesThanABatch() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> batches(2)).getMessage();
        assertEquals("2 samples are fewer than a batch of 3", message);
    }

    /** Keeps the last one in memory, and one after each step. */
    private static final class Kept implements Checkpoints {
        private Checkpoint last;

        @Override
        public Checkpoint read() {
            return last;
        }

        @Override
        public boolean isDue() {
            return true;
        }

        @Override
        public void write(Checkpoint checkpoint) {
            last = checkpoint;
        }
    }

    /** Wherever it is stopped, it sees the same samples at the same rates as one that is not. */
    @Test
    void goesOnWhereItWasStopped() throws IOException {
        train(2, 0, 1, 0);
        List<Float> expected = List.copyOf(seen);
        List<Float> expectedRates = List.copyOf(rates);
        for (int stop = 0; stop <= 4; stop++) {
            seen.clear();
            rates.clear();
            Kept kept = new Kept();
            assertEquals(stop == 4, run(kept, Ranges.FIXED, stop).complete());
            TrainingRun.Result result = run(kept, Ranges.FIXED, Integer.MAX_VALUE);
            assertEquals(expected, seen);
            assertEquals(expectedRates, rates);
            assertEquals(3, result.passes().size());
            assertEquals(3.5, result.passes().get(2).loss());
        }
    }

    private TrainingRun.Result run(Checkpoints checkpoints, Ranges ranges, int stop) throws IOException {
        int before = rates.size();
        return new TrainingRun(2, LearningRate.cosine(2), ranges, 0.5)
                .train(new Recorder(), batches(SAMPLES), graph -> 0, checkpoints, new TrainingMonitor() {
                    @Override
                    public boolean stopped() {
                        return rates.size() - before >= stop;
                    }
                });
    }

    /** Of what it began with, and after each of two passes of two steps; wherever it was stopped. */
    @Test
    void keepsTheScalesOfEachPassWhereTheyMove() throws IOException {
        for (int stop = 0; stop <= 4; stop++) {
            Kept kept = new Kept();
            run(kept, Ranges.TRACKED, stop);
            assertEquals(
                    List.of(Map.of(0, 1f), Map.of(0, 3f), Map.of(0, 5f)),
                    scales(run(kept, Ranges.TRACKED, Integer.MAX_VALUE)));
        }
        assertEquals(List.of(Map.of(), Map.of(), Map.of()), scales(run(new Kept(), Ranges.FIXED, Integer.MAX_VALUE)));
    }

    private static List<Map<Integer, Float>> scales(TrainingRun.Result result) {
        return result.passes().stream()
                .<Map<Integer, Float>>map(TrainingRun.Pass::scales)
                .toList();
    }

    @Test
    void saysThatALossIsNoNumber() {
        Trainer lost = new Recorder() {
            @Override
            public float step(List<float[]> inputs, List<float[]> targets, float learningRate) {
                return Float.NaN;
            }
        };
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> new TrainingRun(1, LearningRate.cosine(1), Ranges.FIXED, 0)
                                .train(lost, batches(SAMPLES), graph -> 0, Checkpoints.NONE, TrainingMonitor.NONE))
                .getMessage();
        assertEquals("the loss of step 1 of 2 is not a number; a smaller learning rate may help", message);
    }
}
