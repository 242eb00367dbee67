// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that cannot go on with what their inputs hold: every backend says so in the same words, and lives on. */
class RunFailureTest {

    private static Stream<Arguments> backends(String kind, Graph graph, int bad, String message) {
        return Stream.of(Backend.JAVA, Backend.NATIVE)
                .map(backend -> Arguments.of(
                        kind, backend, graph, bad, "test: operator 1 " + kind + " \"result\": " + message));
    }

    static Stream<Arguments> failures() {
        String six = "index 6 is outside of 0 to 5";
        String minus = "index -1 is outside of 0 to 5";
        return Stream.of(
                        backends("GATHER", gather(), 6, six),
                        backends("GATHER", gather(), -1, minus),
                        backends("GATHER_ND", gatherNd(), 6, six),
                        backends("SCATTER_ND", scatterNd(), -1, minus),
                        backends("DIV", binary(BinaryFunction.DIV), 0, "divides by 0"),
                        backends("FLOOR_DIV", binary(BinaryFunction.FLOOR_DIV), 0, "divides by 0"),
                        backends("FLOOR_MOD", binary(BinaryFunction.FLOOR_MOD), 0, "divides by 0"),
                        backends(
                                "POW",
                                binary(BinaryFunction.POW),
                                -2,
                                "raises to the power of -2; integers take powers from 0 on"))
                .flatMap(arguments -> arguments);
    }

    /** The input of all of them is two int32, which come through a first operator unchanged. */
    private static GraphBuilder builder() {
        GraphBuilder b = new GraphBuilder();
        int input = b.input(DataType.INT32, null, 2);
        int same = b.activation(DataType.INT32, null, 2);
        return b.add(new Binary(BinaryFunction.MAXIMUM, input, input, same, Activation.NONE));
    }

    private static int result(GraphBuilder b, int... dims) {
        return b.activation("result", DataType.INT32, null, dims);
    }

    private static Graph gather() {
        GraphBuilder b = builder();
        int table = b.constant(new int[] {10, 11, 12, 13, 14, 15}, 6);
        return b.graph(new Gather(table, 1, result(b, 2), 0, 0));
    }

    private static Graph gatherNd() {
        GraphBuilder b = builder();
        int table = b.constant(new int[36], 6, 6);
        return b.graph(new GatherNd(table, 1, result(b)));
    }

    private static Graph scatterNd() {
        GraphBuilder b = builder();
        int row = b.constant(new int[] {7});
        return b.graph(new ScatterNd(1, row, result(b, 6, 6)));
    }

    private static Graph binary(BinaryFunction function) {
        GraphBuilder b = builder();
        int left = b.constant(new int[] {5, 5}, 2);
        return b.graph(new Binary(function, left, 1, result(b, 2), Activation.NONE));
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    @ParameterizedTest(name = "{0} of {3}, {1}")
    @MethodSource("failures")
    void everyBackendSaysWhatItFound(String kind, Backend backend, Graph graph, int bad, String message) {
        Model model = Model.of(graph);
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            assertFalse(
                    session.kernelNames().stream().anyMatch(name -> name.startsWith("java")),
                    session.kernelNames()::toString);
            session.input(0).put(ints(1, 2));
            session.run();
            byte[] good = session.output(0).bytes();
            session.input(0).put(ints(1, bad));
            assertEquals(
                    message, assertThrows(ModelException.class, session::run).getMessage());
            session.input(0).put(ints(1, 2));
            session.run();
            assertArrayEquals(good, session.output(0).bytes());
        }
    }

    static Stream<Arguments> quantizedTypes() {
        return Stream.of(DataType.INT8, DataType.INT16)
                .flatMap(type -> Stream.of(Backend.JAVA, Backend.NATIVE).map(backend -> Arguments.of(type, backend)));
    }

    /** It is the real that must not be 0. */
    @ParameterizedTest
    @MethodSource("quantizedTypes")
    void noIntegerThatStandsFor0Divides(DataType type, Backend backend) {
        byte zeroPoint = (byte) (type == DataType.INT8 ? 3 : 0);
        Quantization quantization = Quantization.perTensor(0.5f, zeroPoint);
        GraphBuilder b = new GraphBuilder();
        int input = b.input(type, quantization, 1);
        int result = b.activation("result", type, quantization, 1);
        Model model = Model.of(b.graph(new Binary(BinaryFunction.DIV, input, input, result, Activation.NONE)));
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            session.input(0).put(Arrays.copyOf(new byte[] {zeroPoint}, type.bytes()));
            assertEquals(
                    "test: operator 0 DIV \"result\": divides by 0",
                    assertThrows(ModelException.class, session::run).getMessage());
            session.input(0).put(Arrays.copyOf(new byte[] {9}, type.bytes()));
            session.run();
            assertEquals(1, session.output(0).floats()[0]);
        }
    }
}
