// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.Batch;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.TrainerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The squared error of a dense layer of two inputs and two outputs, by formulas worked out here. */
class TaylorScoresTest {
    private static final float[] WEIGHTS = {0.5f, -1, 0.25f, 2};
    private static final float[] BIAS = {0.1f, -0.2f};
    private static final List<Batch> BATCHES = List.of(
            new Batch(List.of(new float[] {1, 2}), List.of(new float[] {1, 0})),
            new Batch(List.of(new float[] {-3, 0.5f}), List.of(new float[] {-1, 2})));
    private static final TrainerSettings SETTINGS =
            new TrainerSettings(1, new Loss.SquaredError(List.of(1f)), new Optimizer.Adam());

    private static Graph dense() {
        return new Graph(
                "dense",
                List.of(
                        new Tensor("in", DataType.FLOAT32, Shape.of(1, 2), null, null),
                        Tensor.constant("weights", Shape.of(2, 2), WEIGHTS),
                        Tensor.constant("bias", Shape.of(2), BIAS),
                        new Tensor("out", DataType.FLOAT32, Shape.of(1, 2), null, null)),
                List.of(new FullyConnected(0, 1, 2, 3, Activation.NONE, false)),
                List.of(0),
                List.of(3));
    }

    private static double sum(float[] input, int output) {
        return WEIGHTS[2 * output] * input[0] + WEIGHTS[2 * output + 1] * input[1] + BIAS[output];
    }

    @Test
    void ofWeightsAreSquaresOfWeightTimesGradient() {
        double[] expected = new double[4];
        for (Batch batch : BATCHES) {
            float[] input = batch.inputs().get(0);
            for (int i = 0; i < 4; i++) {
                // The mean of two squares.
                double slope = sum(input, i / 2) - batch.targets().get(0)[i / 2];
                expected[i] += Math.pow(WEIGHTS[i] * slope * input[i % 2], 2) / 2;
            }
        }
        float[] actual = TaylorScores.ofWeights(dense(), SETTINGS, BATCHES).get(1);
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * expected[i], "weight " + i);
        }
    }

    @Test
    void ofChannelsAreSquaresOfValueTimesGradient() {
        float[] actual = TaylorScores.ofChannels(dense(), SETTINGS, BATCHES).get(3);
        for (int output = 0; output < 2; output++) {
            double expected = 0;
            for (Batch batch : BATCHES) {
                double value = sum(batch.inputs().get(0), output);
                expected += Math.pow(value * (value - batch.targets().get(0)[output]), 2) / 2;
            }
            assertEquals(expected, actual[output], 1e-5 * expected, "channel " + output);
        }
    }
}
