// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.SoftRounding;
import io.lanewise.training.TrainerSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A dense layer of int8 with one output, whose weights have steps of 1. */
class SoftWeightsTest {
    private static final int WEIGHTS = 20;
    private static final int STEPS = 600;
    private static final float OUTPUT_SCALE = 0.125f;

    private static Graph dense() {
        Quantization whole = Quantization.perTensor(1, 0);
        return new Graph(
                "dense",
                List.of(
                        new Tensor("in", DataType.INT8, Shape.of(1, WEIGHTS), whole, null),
                        new Tensor(
                                "weights",
                                DataType.INT8,
                                Shape.of(1, WEIGHTS),
                                Quantization.perChannel(new float[] {1}, new int[1], 0),
                                ByteBuffer.allocate(WEIGHTS)),
                        new Tensor("bias", DataType.INT32, Shape.of(1), whole, ByteBuffer.allocate(Integer.BYTES)),
                        new Tensor(
                                "out", DataType.INT8, Shape.of(1, 1), Quantization.perTensor(OUTPUT_SCALE, 0), null)),
                List.of(new FullyConnected(0, 1, 2, 3, Activation.NONE, false)),
                List.of(0),
                List.of(3));
    }

    private static float[] reals() {
        Random random = new Random(5);
        float[] reals = new float[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            reals[i] = 0.3f + 0.19f * random.nextFloat();
        }
        return reals;
    }

    private static TrainerSettings settings(float[] reals, float pressure) {
        return new TrainerSettings(1, new Loss.SquaredError(List.of(1f)), new Optimizer.Adam())
                .with(new SoftRounding(Map.of(1, reals), pressure));
    }

    /** The integers after a run with all inputs the same. */
    private static byte[] learned(TensorFlowTrainer trainer, float input, float target) {
        float[] inputs = new float[WEIGHTS];
        Arrays.fill(inputs, input);
        for (int step = 1; step <= STEPS; step++) {
            trainer.step(List.of(inputs), List.of(new float[] {target}), 0.02f);
            trainer.endStep((double) step / STEPS);
        }
        byte[] integers = new byte[WEIGHTS];
        trainer.graph().tensor(1).data().get(integers);
        return integers;
    }

    /** All are below a half, but their sum is not 0. */
    @Test
    void roundsSoThatSumsAreRight() {
        float[] reals = reals();
        double exact = 0;
        for (float real : reals) {
            exact += real;
        }
        try (TensorFlowTrainer trainer = new TensorFlowTrainer(dense(), settings(reals, 10))) {
            int sum = 0;
            for (byte integer : learned(trainer, 1, (float) exact)) {
                assertTrue(integer == 0 || integer == 1, integer + " is no neighbour");
                sum += integer;
            }
            double bias = trainer.graph().tensor(2).data().getInt(0);
            assertEquals(exact, sum + bias, 1, "of the sum");
            assertTrue(sum >= exact / 2, sum + " by the weights");
        }
    }

    @Test
    void beginsAsTheReals() {
        float[] reals = reals();
        float[] inputs = new float[WEIGHTS];
        double exact = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            inputs[i] = i % 5 - 2;
            exact += inputs[i] * reals[i];
        }
        try (TensorFlowTrainer trainer = new TensorFlowTrainer(dense(), settings(reals, 1))) {
            assertEquals(exact, trainer.outputs(List.of(inputs)).get(0)[0], OUTPUT_SCALE / 2 + 1e-5);
        }
    }

    /** Where inputs are 0 the penalty alone decides. */
    @Test
    void pressesToTheNearerNeighbour() {
        Random random = new Random(6);
        float[] reals = new float[WEIGHTS];
        byte[] nearest = new byte[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            reals[i] = 20 * random.nextFloat() - 10;
            nearest[i] = (byte) Math.rint(reals[i]);
        }
        reals[0] = 126.8f;
        nearest[0] = 127;
        reals[1] = -127;
        nearest[1] = -127;
        try (TensorFlowTrainer trainer = new TensorFlowTrainer(dense(), settings(reals, 1))) {
            assertArrayEquals(nearest, learned(trainer, 0, 0));
            float[] inputs = new float[WEIGHTS];
            inputs[2] = 1;
            float alone = trainer.outputs(List.of(inputs)).get(0)[0];
            assertEquals(nearest[2], alone, OUTPUT_SCALE / 2 + 0.02, "it is all but there");
        }
    }

    @Test
    void refusesRealsOfOtherWeights() {
        String message = assertThrows(
                        io.lanewise.graph.ModelException.class,
                        () -> new TensorFlowTrainer(dense(), settings(new float[3], 1)))
                .getMessage();
        assertTrue(message.contains("needs 20 reals, got 3"), message);
    }
}
