// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators that write over their inputs give what they give where every tensor has a place of its own. */
class InPlaceTest {
    private static final Shape SHAPE = Shape.of(1, 5, 7, 3);

    private final GraphBuilder graph = new GraphBuilder();

    private int tensor(DataType type, float scale, int zeroPoint) {
        return graph.activation(type, Quantization.perTensor(scale, zeroPoint), SHAPE.dims());
    }

    /**
     * Everything elementwise, one after the other; two additions and products of one size, two with a broadcast
     * operand.
     */
    private Model model(DataType type) {
        int image = graph.input(type, Quantization.perTensor(0.02f, 4), SHAPE.dims());
        int channels = graph.input(type, Quantization.perTensor(0.02f, 4), 1, 1, 1, 3);
        int one = copy(type, image);
        int two = copy(type, image);
        int x = graph.apply(new Relu(one, tensor(type, 0.02f, 4), Activation.RELU));
        x = graph.apply(new Logistic(x, tensor(type, 1 / 256f, -128)));
        if (type == DataType.INT8) {
            x = graph.apply(new Quantize(x, tensor(type, 0.01f, 0)));
        }
        int last = binary(type, x, two, true);
        last = binary(type, channels, last, true);
        last = binary(type, last, copy(type, image), false);
        last = binary(type, last, channels, false);
        last = binary(type, last, last, true);
        return Model.of(graph.build(last));
    }

    private int copy(DataType type, int input) {
        int output = tensor(type, 0.02f, 4);
        return graph.apply(new Concatenation(List.of(input), output, 0, Activation.NONE));
    }

    private int binary(DataType type, int left, int right, boolean add) {
        int output = tensor(type, 0.03f, 1);
        return graph.apply(
                add ? new Add(left, right, output, Activation.NONE) : new Mul(left, right, output, Activation.NONE));
    }

    private static byte[] run(Session session) {
        Random random = new Random(1);
        for (int input = 0; input < 2; input++) {
            float[] values = new float[session.input(input).tensor().shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() * 4 - 2;
            }
            session.input(input).putFloats(values);
        }
        session.run();
        byte[] first = session.output(0).bytes();
        session.run();
        assertArrayEquals(first, session.output(0).bytes(), "a second run sees the same inputs");
        return first;
    }

    @ParameterizedTest
    @CsvSource({"INT8,NATIVE", "INT8,JAVA", "FLOAT32,NATIVE", "FLOAT32,JAVA"})
    void changesNothing(DataType type, Backend backend) {
        Model model = model(type);
        SessionOptions options = SessionOptions.defaults().withBackend(backend);
        try (Session inPlace = model.newSession(options);
                Session apart = model.newSession(options.keepingAllTensors())) {
            assertArrayEquals(run(apart), run(inPlace));
            long bytes = (graph.tensor(0).bytes() + 63) / 64 * 64;
            // The inputs; the value at hand, and one to add to it.
            long expected = 64 + 3 * bytes;
            assertEquals(expected, inPlace.memory().arena());
            assertTrue(apart.memory().arena() > 8 * bytes);
        }
    }
}
