// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Variable;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What convolution networks lack and others have: a value that lives across runs, tensors of int32, a batch that is
 * known when a session opens, several outputs.
 */
class VariablesTest {
    private static final int X = 0;
    private static final int SUM = 1;
    private static final int NEXT = 2;
    private static final int NAMES = 3;
    private static final int FLAT = 4;
    private static final int PAIR = 5;
    private static final int LAST = 6;

    /**
     * sum += x, and names [2, 2] of int32: flat [4], then twice side by side [8], then every second from the end [4].
     */
    private static Graph graph(Variable... variables) {
        return new Graph(
                "toy",
                List.of(
                        tensor("x", DataType.FLOAT32, 1, 3),
                        tensor("sum", DataType.FLOAT32, 1, 3),
                        tensor("next", DataType.FLOAT32, 1, 3),
                        tensor("names", DataType.INT32, 2, 2),
                        tensor("flat", DataType.INT32, 4),
                        tensor("pair", DataType.INT32, 8),
                        tensor("last", DataType.INT32, 4)),
                List.of(
                        new Add(X, SUM, NEXT, Activation.NONE),
                        new Reshape(NAMES, FLAT),
                        new Concatenation(List.of(FLAT, FLAT), PAIR, 0, Activation.NONE),
                        new Slice(PAIR, LAST, List.of(7), List.of(-2))),
                List.of(X, NAMES),
                List.of(NEXT, LAST),
                Rounding.TFLITE,
                List.of(variables));
    }

    private static Tensor tensor(String name, DataType type, int... dims) {
        return new Tensor(name, type, Shape.of(dims), null, null);
    }

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"NATIVE", "JAVA"})
    void variablesLiveAcrossRuns(Backend backend) {
        Model model = Model.of(graph(new Variable(SUM, NEXT)));
        for (SessionOptions options :
                List.of(SessionOptions.defaults(), SessionOptions.defaults().keepingAllTensors())) {
            try (Session session = model.newSession(options.withBackend(backend));
                    Session other = model.newSession()) {
                session.input(0).putFloats(1, 2, 3);
                session.run();
                session.run();
                session.input(0).putFloats(10, 10, 10);
                session.run();
                assertArrayEquals(new float[] {12, 14, 16}, session.output(0).floats());
                other.input(0).putFloats(1, 1, 1);
                other.run();
                assertArrayEquals(new float[] {1, 1, 1}, other.output(0).floats(), "each session has its own");
                session.reset();
                session.run();
                assertArrayEquals(new float[] {10, 10, 10}, session.output(0).floats());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"NATIVE", "JAVA"})
    void integersMove(Backend backend) {
        try (Session session = Model.of(graph(new Variable(SUM, NEXT)))
                .newSession(SessionOptions.defaults().withBackend(backend))) {
            ByteBuffer names = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            names.asIntBuffer().put(new int[] {1 << 30, -2, 70_000, 4});
            session.input(1).put(names.array());
            session.run();
            int[] last = new int[4];
            ByteBuffer.wrap(session.output(1).bytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer()
                    .get(last);
            assertArrayEquals(new int[] {4, -2, 4, -2}, last);
        }
    }

    /** Real 0 is the zero point. */
    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"NATIVE", "JAVA"})
    void quantizedVariablesBeginAtZero(Backend backend) {
        Quantization q = Quantization.perTensor(0.5f, -7);
        List<Tensor> tensors = java.util.Collections.nCopies(3, new Tensor("t", DataType.INT8, Shape.of(2), q, null));
        Graph graph = new Graph(
                "toy",
                tensors,
                List.of(new Add(0, 1, 2, Activation.NONE)),
                List.of(0),
                List.of(2),
                Rounding.TFLITE,
                List.of(new Variable(1, 2)));
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(backend))) {
            session.input(0).putFloats(1.5f, -2);
            session.run();
            assertArrayEquals(new float[] {1.5f, -2}, session.output(0).floats());
            session.run();
            assertArrayEquals(new float[] {3, -4}, session.output(0).floats());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"NATIVE", "JAVA"})
    void theBatchIsTheSessions(Backend backend) {
        Graph graph = new Graph(
                "toy",
                List.of(
                        tensor("x", DataType.FLOAT32, 1, 2, 2),
                        tensor("rows", DataType.FLOAT32, 1, 4),
                        tensor("one", DataType.FLOAT32, 1, 4),
                        tensor("y", DataType.FLOAT32, 1, 2)),
                List.of(
                        new Reshape(0, 1),
                        new Add(1, 1, 2, Activation.RELU),
                        new Slice(2, 3, List.of(0, 1), List.of(1, 2))),
                List.of(0),
                List.of(3));
        try (Session session = Model.of(graph)
                .newSession(SessionOptions.defaults().withBackend(backend).withBatch(3))) {
            session.input(0).putFloats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -12);
            session.run();
            assertEquals(Shape.of(3, 2), session.output(0).tensor().shape());
            assertArrayEquals(
                    new float[] {4, 8, 12, 16, 20, 0}, session.output(0).floats());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"NATIVE", "JAVA"})
    void whatCannotFollowABatchIsNamed(Backend backend) {
        Graph graph = new Graph(
                "toy",
                List.of(tensor("x", DataType.FLOAT32, 1, 4), tensor("y", DataType.FLOAT32, 2, 2)),
                List.of(new Reshape(0, 1)),
                List.of(0),
                List.of(1));
        ModelException e = assertThrows(
                ModelException.class,
                () -> Model.of(graph)
                        .newSession(
                                SessionOptions.defaults().withBackend(backend).withBatch(3)));
        assertEquals(
                "toy: operator 0 RESHAPE \"y\": [2,2] cannot be another shape of [3,4]; this model takes the"
                        + " batch that is"
                        + " in its file alone",
                e.getMessage());
    }

    @Test
    void variablesAreNotMadeOfEachOther() {
        assertThrows(ModelException.class, () -> graph(new Variable(SUM, SUM)));
        assertThrows(ModelException.class, () -> graph(new Variable(SUM, FLAT)));
        assertThrows(ModelException.class, () -> graph(new Variable(NEXT, X)));
    }
}
