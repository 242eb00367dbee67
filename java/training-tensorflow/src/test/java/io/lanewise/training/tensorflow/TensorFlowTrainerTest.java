// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.TrainerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dense layer of two inputs and two classes, by formulas worked out here. */
class TensorFlowTrainerTest {
    private static final float[] WEIGHTS = {0.5f, -1, 0.25f, 2};
    private static final float[] BIAS = {0.1f, -0.2f};
    private static final float[] INPUTS = {1, 2, -3, 0.5f};

    private static Graph dense(boolean softmax) {
        List<Tensor> tensors = List.of(
                new Tensor("in", DataType.FLOAT32, Shape.of(1, 2), null, null),
                Tensor.constant("weights", Shape.of(2, 2), WEIGHTS),
                Tensor.constant("bias", Shape.of(2), BIAS),
                new Tensor("sums", DataType.FLOAT32, Shape.of(1, 2), null, null),
                new Tensor("out", DataType.FLOAT32, Shape.of(1, 2), null, null));
        FullyConnected layer = new FullyConnected(0, 1, 2, 3, Activation.NONE, false);
        return softmax
                ? new Graph("dense", tensors, List.of(layer, new Softmax(3, 4, 1)), List.of(0), List.of(4))
                : new Graph("dense", tensors, List.of(layer), List.of(0), List.of(3));
    }

    private static double sum(double[] weights, double[] bias, int sample, int output) {
        return weights[2 * output] * INPUTS[2 * sample]
                + weights[2 * output + 1] * INPUTS[2 * sample + 1]
                + bias[output];
    }

    @Test
    void momentumFollowsTheGradientOfTheSquaredError() {
        float[] targets = {1, 0, -1, 2};
        double[] weights = {0.5, -1, 0.25, 2};
        double[] bias = {0.1, -0.2};
        double[] speed = new double[6];
        try (TensorFlowTrainer trainer = new TensorFlowTrainer(
                dense(false),
                new TrainerSettings(2, new Loss.SquaredError(List.of(1f)), new Optimizer.Momentum(0.9f)))) {
            for (int step = 0; step < 3; step++) {
                double loss = 0;
                double[] gradient = new double[6];
                for (int s = 0; s < 2; s++) {
                    for (int o = 0; o < 2; o++) {
                        double difference = sum(weights, bias, s, o) - targets[2 * s + o];
                        loss += difference * difference / 4;
                        gradient[2 * o] += difference / 2 * INPUTS[2 * s];
                        gradient[2 * o + 1] += difference / 2 * INPUTS[2 * s + 1];
                        gradient[4 + o] += difference / 2;
                    }
                }
                assertEquals(loss, trainer.step(List.of(INPUTS), List.of(targets), 50), 1e-5);
                for (int i = 0; i < 6; i++) {
                    speed[i] = 0.9 * speed[i] + gradient[i];
                    // A variable counts steps of 1/127 of its constant's largest magnitude.
                    double unit = (i < 4 ? 2 : 0.2) / 127;
                    double moved = 50 * unit * unit * speed[i];
                    if (i < 4) {
                        weights[i] -= moved;
                    } else {
                        bias[i - 4] -= moved;
                    }
                }
            }
            Graph trained = trainer.graph();
            assertClose(weights, trained.tensor(1).floats());
            assertClose(bias, trained.tensor(2).floats());
        }
    }

    /** The first step of Adam is the learning rate, whatever the gradient's size; its sign is what remains. */
    @Test
    void adamBeginsWithStepsOfTheLearningRate() {
        float[] targets = {1, 0, 0, 1};
        try (TensorFlowTrainer trainer = new TensorFlowTrainer(
                dense(true), new TrainerSettings(2, new Loss.CrossEntropy(1), new Optimizer.Adam()))) {
            double loss = 0;
            double[] gradient = new double[4];
            for (int s = 0; s < 2; s++) {
                double[] z = {
                    sum(new double[] {0.5, -1, 0.25, 2}, new double[] {0.1, -0.2}, s, 0),
                    sum(new double[] {0.5, -1, 0.25, 2}, new double[] {0.1, -0.2}, s, 1)
                };
                double all = Math.exp(z[0]) + Math.exp(z[1]);
                for (int o = 0; o < 2; o++) {
                    loss -= targets[2 * s + o] * Math.log(Math.exp(z[o]) / all) / 2;
                    double slope = (Math.exp(z[o]) / all - targets[2 * s + o]) / 2;
                    gradient[2 * o] += slope * INPUTS[2 * s];
                    gradient[2 * o + 1] += slope * INPUTS[2 * s + 1];
                }
            }
            assertEquals(loss, trainer.step(List.of(INPUTS), List.of(targets), 0.01f), 1e-5);
            double[] expected = new double[4];
            for (int i = 0; i < 4; i++) {
                expected[i] = WEIGHTS[i] - 0.01 * 2 / 127 * Math.signum(gradient[i]);
            }
            assertClose(expected, trainer.graph().tensor(1).floats());
        }
    }

    /** From a teacher's probabilities, 0 and 1 among them, at a temperature of 3; 0 from the network's own. */
    @Test
    void theLossOfATeacherIsTheDivergence() {
        double[][] q = new double[2][2];
        for (int s = 0; s < 2; s++) {
            for (int o = 0; o < 2; o++) {
                q[s][o] = Math.exp(sum(new double[] {0.5, -1, 0.25, 2}, new double[] {0.1, -0.2}, s, o) / 3);
            }
            double all = q[s][0] + q[s][1];
            q[s] = new double[] {q[s][0] / all, q[s][1] / all};
        }
        // The mean of two samples, times 9.
        double expected =
                4.5 * (0.75 * Math.log(0.75 / q[0][0]) + 0.25 * Math.log(0.25 / q[0][1]) + Math.log(1 / q[1][1]));
        assertEquals(expected, firstLoss(0.75f, 0.25f, 0, 1), 1e-5);
        assertEquals(0, firstLoss((float) q[0][0], (float) q[0][1], (float) q[1][0], (float) q[1][1]), 1e-5);
    }

    private static float firstLoss(float... targets) {
        try (TensorFlowTrainer trainer = new TensorFlowTrainer(
                dense(true), new TrainerSettings(2, new Loss.CrossEntropy(3), new Optimizer.Adam()))) {
            return trainer.step(List.of(INPUTS), List.of(targets), 0.01f);
        }
    }

    private static void assertClose(double[] expected, float[] actual) {
        float[] rounded = new float[expected.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) expected[i];
        }
        assertArrayEquals(rounded, actual, 1e-5f);
    }
}
