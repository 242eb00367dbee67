// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.Distillation;
import io.lanewise.training.Scores;
import io.lanewise.training.Training;
import io.lanewise.training.TrainingData;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingResult;
import io.lanewise.training.TrainingSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two dense layers beside each other on three values, learned from targets: least squares. */
class RegressionTest {
    private static final int SAMPLES = 64;
    private static final int INPUTS = 3;
    /** Of each of three output values, its weights and its bias; the last is an output of its own, of other units. */
    private static final double[][] TEACHER = {{0.5, -1, 0.25, 0.1}, {0.8, 0.3, -0.6, -0.5}, {40, -25, 30, 10}};

    private static final double[][] TRUTH = {{0.9, -0.7, 0.1, 0.4}, {0.2, 0.6, -0.9, 0.3}, {25, -40, 55, -15}};

    private static Graph graph() {
        return new Graph(
                "regressor",
                List.of(
                        activation("in", INPUTS),
                        Tensor.constant("weights", Shape.of(2, INPUTS), 0.5f, -1, 0.25f, 0.8f, 0.3f, -0.6f),
                        Tensor.constant("bias", Shape.of(2), 0.1f, -0.5f),
                        activation("pair", 2),
                        Tensor.constant("large weights", Shape.of(1, INPUTS), 40, -25, 30),
                        Tensor.constant("large bias", Shape.of(1), 10),
                        activation("large", 1)),
                List.of(
                        new FullyConnected(0, 1, 2, 3, Activation.NONE, false),
                        new FullyConnected(0, 4, 5, 6, Activation.NONE, false)),
                List.of(0),
                List.of(3, 6));
    }

    private static Tensor activation(String name, int size) {
        return new Tensor(name, DataType.FLOAT32, Shape.of(1, size), null, null);
    }

    private static double line(double[] row, float[] x) {
        return row[0] * x[0] + row[1] * x[1] + row[2] * x[2] + row[3];
    }

    /** The truth with noise. */
    private static List<LabelledSample> samples(int count) {
        Random random = new Random(7);
        List<LabelledSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] x = new float[INPUTS];
            for (int k = 0; k < INPUTS; k++) {
                x[k] = (float) random.nextGaussian();
            }
            float[] targets = new float[TRUTH.length];
            for (int o = 0; o < targets.length; o++) {
                targets[o] = (float) (line(TRUTH[o], x) + (o == 2 ? 10 : 0.3) * random.nextGaussian());
            }
            samples.add(new LabelledSample(x, -1, targets));
        }
        return samples;
    }

    /** Weights and bias of an output value, by the normal equations. */
    private static double[] leastSquares(List<LabelledSample> samples, int output) {
        int n = INPUTS + 1;
        double[][] rows = new double[n][n + 1];
        for (LabelledSample sample : samples) {
            double[] x = {sample.values()[0], sample.values()[1], sample.values()[2], 1};
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    rows[i][k] += x[i] * x[k];
                }
                rows[i][n] += x[i] * sample.targets()[output];
            }
        }
        for (int pivot = 0; pivot < n; pivot++) {
            for (int i = 0; i < n; i++) {
                double factor = i == pivot ? 0 : rows[i][pivot] / rows[pivot][pivot];
                for (int k = pivot; k <= n; k++) {
                    rows[i][k] -= factor * rows[pivot][k];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = rows[i][n] / rows[i][i];
        }
        return solution;
    }

    private static Graph trained(float share, List<LabelledSample> samples, List<LabelledSample> chosenBy)
            throws IOException {
        TrainingSteps before = TrainingSteps.DEFAULT;
        TrainingSteps steps = new TrainingSteps(
                800, SAMPLES, 5, before.optimizer(), before.ranges(), before.rounding(), before.tracked());
        return Training.of(Model.of(graph()), new TensorFlowEngine())
                .recipe(new TrainingRecipe(null, null, steps, null, null, new Distillation(share, 1), SAMPLES, 1))
                .train(TrainingData.of(samples), chosenBy)
                .graph();
    }

    private static void assertWeights(double[][] expected, Graph actual) {
        for (int o = 0; o < expected.length; o++) {
            float[] weights = actual.tensor(o < 2 ? 1 : 4).floats();
            float bias = actual.tensor(o < 2 ? 2 : 5).floats()[o % 2];
            double[] row = {weights[o % 2 * 3], weights[o % 2 * 3 + 1], weights[o % 2 * 3 + 2], bias};
            assertArrayEquals(expected[o], row, o < 2 ? 1e-3 : 5e-2, "output value " + o);
        }
    }

    @Test
    void targetsAloneGiveTheLeastSquares() throws IOException {
        List<LabelledSample> samples = samples(SAMPLES);
        double[][] expected = new double[TRUTH.length][];
        for (int o = 0; o < expected.length; o++) {
            expected[o] = leastSquares(samples, o);
        }
        assertWeights(expected, trained(0, samples, samples));
    }

    /** The teacher is linear: what lies between its outputs and the targets is learned by what lies between both. */
    @Test
    void aShareOfTheTeacherGivesWhatLiesBetween() throws IOException {
        List<LabelledSample> samples = samples(SAMPLES);
        double[][] expected = new double[TRUTH.length][];
        for (int o = 0; o < expected.length; o++) {
            expected[o] = leastSquares(samples, o);
            for (int i = 0; i < expected[o].length; i++) {
                expected[o][i] = 0.25 * TEACHER[o][i] + 0.75 * expected[o][i];
            }
        }
        List<LabelledSample> between = samples.stream()
                .map(sample -> {
                    float[] mean = new float[TRUTH.length];
                    for (int o = 0; o < mean.length; o++) {
                        mean[o] = (float) (0.25 * line(TEACHER[o], sample.values()) + 0.75 * sample.targets()[o]);
                    }
                    return new LabelledSample(sample.values(), -1, mean);
                })
                .toList();
        assertWeights(expected, trained(0.25f, samples, between));
    }

    @Test
    void integersLearnWhatTheFloatModelDoesNotKnow() throws IOException {
        List<LabelledSample> samples = samples(360);
        List<LabelledSample> chosenBy = samples.subList(300, 360);
        TrainingResult result = Training.of(Model.of(graph()), new TensorFlowEngine())
                .recipe(TrainingRecipe.of(Scheme.INT8)
                        .withIntegerSteps(TrainingSteps.DEFAULT.withPasses(8).withLearningRate(2))
                        .with(new Distillation(0, 1)))
                .train(TrainingData.of(samples.subList(0, 300)), chosenBy);
        double before = Scores.closenessToTargets(chosenBy, graph()).applyAsDouble(graph());
        double after = Scores.closenessToTargets(chosenBy, graph()).applyAsDouble(result.graph());
        TrainingResult.Stage stage = result.stages().get(0);
        assertEquals(stage.passes().get(stage.best()).score(), after, "chosen by the error to the targets");
        assertTrue(after > before / 3, before + " before, " + after + " after");
    }

    @Test
    void aRegressorHasNoLabels() {
        List<LabelledSample> labelled = samples(SAMPLES).stream()
                .map(sample -> new LabelledSample(sample.values(), 1))
                .toList();
        String message = assertThrows(IllegalArgumentException.class, () -> trained(0.5f, labelled, labelled))
                .getMessage();
        assertEquals(
                "regressor is no classifier: it can be trained to be like a teacher, or by targets, but not by labels",
                message);
    }

    @Test
    void aClassifierHasNoTargets() {
        List<LabelledSample> samples = ImageTask.samples(40).stream()
                .map(sample -> new LabelledSample(sample.values(), -1, new float[ImageTask.CLASSES]))
                .toList();
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Training.of(Model.of(ImageTask.graph()), new TensorFlowEngine())
                                .recipe(TrainingRecipe.of(Scheme.INT8).with(new Distillation(0.5f, 1)))
                                .train(TrainingData.of(samples), samples))
                .getMessage();
        assertTrue(message.startsWith("spots is a classifier"), message);
    }
}
