// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where TFLite's reference kernels do what one would not expect, and give it bit for bit. */
@OnOracle
class QuirksTest {

    private static void check(String name, ByteBuffer file, byte[] input) {
        Model model = Model.read(name, file);
        try (TfliteOracle oracle = new TfliteOracle()) {
            byte[] expected = oracle.run(file, input);
            for (Backend backend : Counts.backends().toList()) {
                assertArrayEquals(expected, ModelRun.run(model, backend, input, 1), name + ' ' + backend);
            }
        }
    }

    /** NaN is passed over, and the values lie within the finite floats. */
    @ParameterizedTest
    @EnumSource
    void maxPoolComparesAsStdMax(Activation activation) {
        float[] specials = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, 3, -7};
        Random random = new Random(1);
        Tensor input = new Tensor("in", DataType.FLOAT32, Shape.of(1, 9, 8, 7), null, null);
        Tensor output = new Tensor("out", DataType.FLOAT32, Shape.of(1, 9, 8, 7), null, null);
        Graph graph = new Graph(
                "pool",
                List.of(input, output),
                List.of(new MaxPool2d(0, 1, Window.same(2, 2, 1, 1, 1, 1, 9, 8), activation)),
                List.of(0),
                List.of(1));
        ByteBuffer values = ByteBuffer.allocate((int) input.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            values.putFloat(random.nextBoolean() ? Float.NaN : specials[random.nextInt(specials.length)]);
        }
        check("max pool " + activation, TfliteWriter.encode(graph), values.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"test_hardswish-int8", "test_hardswish-int4-weights"})
    void storedFilesGiveTheReferencesBytes(String name) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(SharedData.file("repro/" + name + ".tflite")));
        Model model = Model.read(name, file);
        byte[] input = new byte
                [Math.toIntExact(
                        model.inputs().stream().mapToLong(Tensor::bytes).sum())];
        new Random(1).nextBytes(input);
        check(name, file, input);
    }
}
