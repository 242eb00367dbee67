// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {
    private static final int THREADS = 4;

    @Test
    void aGraphThatCannotRunIsRefusedWhenLoaded() {
        Tensor four = new Tensor("x", DataType.FLOAT32, Shape.of(4), null, null);
        Tensor five = new Tensor("y", DataType.FLOAT32, Shape.of(5), null, null);
        Graph graph = new Graph(
                "m.tflite", List.of(four, five), List.of(new Relu(0, 1, Activation.RELU)), List.of(0), List.of(1));
        ModelException e = assertThrows(ModelException.class, () -> Model.of(graph));
        assertEquals(
                "m.tflite: operator 0 RELU \"y\": input \"x\" float32[4] and output \"y\" float32[5] differ"
                        + " in number of"
                        + " elements",
                e.getMessage());
    }

    @Test
    void aBiasInAnotherUnitIsWarnedOf() {
        Quantization q = Quantization.perTensor(0.5f, 0);
        Tensor image = new Tensor("x", DataType.INT8, Shape.of(1, 1, 1, 1), q, null);
        Tensor weights = new Tensor("w", DataType.INT8, Shape.of(1, 1, 1, 1), q, ByteBuffer.wrap(new byte[] {1}));
        Tensor bias =
                new Tensor("b", DataType.INT32, Shape.of(1), Quantization.perTensor(0.5f, 0), ByteBuffer.allocate(4));
        Graph graph = new Graph(
                "m",
                List.of(image, weights, bias, image),
                List.of(new Conv2d(0, 1, 2, 3, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE)),
                List.of(0),
                List.of(3));
        assertEquals(
                List.of("operator 0 CONV_2D \"x\": bias \"b\" int32[1] has scale 0.5, zero point 0, channel 0"
                        + " scale 0.5; expected input scale x weight scale = 0.25 and zero point 0; it is added as it"
                        + " is, as TFLite does"),
                Model.of(graph).warnings());
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void threadsShareAModel(Backend backend) throws Exception {
        Model model = convolution();
        SessionOptions options = SessionOptions.defaults().withBackend(backend);
        List<byte[]> expected = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            try (Session session = model.newSession(options)) {
                expected.add(run(session, thread));
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                runs.add(threads.submit(() -> {
                    for (int round = 0; round < 50; round++) {
                        try (Session session = model.newSession(options)) {
                            for (int run = 0; run < 5; run++) {
                                assertArrayEquals(expected.get(thread), run(session, thread));
                            }
                        }
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] run(Session session, int seed) {
        session.input(0).put(bytes(8 * 8 * 3, seed));
        session.run();
        return session.output(0).bytes();
    }

    static Model convolution() {
        Quantization q = Quantization.perTensor(0.1f, -5);
        Tensor image = new Tensor("image", DataType.INT8, Shape.of(1, 8, 8, 3), q, null);
        Tensor weights = new Tensor(
                "w",
                DataType.INT8,
                Shape.of(7, 3, 3, 3),
                Quantization.perTensor(0.02f, 0),
                ByteBuffer.wrap(bytes(7 * 27, 99)));
        Tensor output = new Tensor("y", DataType.INT8, Shape.of(1, 8, 8, 7), q, null);
        return Model.of(new Graph(
                "m",
                List.of(image, weights, output),
                List.of(new Conv2d(0, 1, -1, 2, Window.same(3, 3, 1, 1, 1, 1, 8, 8), Activation.NONE)),
                List.of(0),
                List.of(2)));
    }

    private static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
