// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
    private static final Quantization Q = Quantization.perTensor(0.5f, 3);

    /** Twice a 1x1 convolution with weight 1 and factor 1, the second one with RELU. */
    private static Model model() {
        Tensor image = new Tensor("image", DataType.INT8, Shape.of(1, 2, 2, 1), Q, null);
        Tensor weights = new Tensor(
                "w", DataType.INT8, Shape.of(1, 1, 1, 1), Quantization.perTensor(1, 0), ByteBuffer.wrap(new byte[] {1
                }));
        Tensor same = new Tensor("same", DataType.INT8, Shape.of(1, 2, 2, 1), Q, null);
        Tensor clamped = new Tensor("clamped", DataType.INT8, Shape.of(1, 2, 2, 1), Q, null);
        Window window = Window.valid(1, 1, 1, 1, 1, 1);
        return Model.of(new Graph(
                "m",
                List.of(image, weights, same, clamped),
                List.of(
                        new Conv2d(0, 1, -1, 2, window, Activation.NONE),
                        new Conv2d(2, 1, -1, 3, window, Activation.RELU)),
                List.of(0),
                List.of(3)));
    }

    private static Session open(Backend backend) {
        return model().newSession(SessionOptions.defaults().withBackend(backend));
    }

    private static String message(Class<? extends Exception> type, Executable executable) {
        return assertThrows(type, executable).getMessage();
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void runsAsOftenAsWanted(Backend backend) {
        try (Session session = open(backend)) {
            session.input(0).put(new byte[] {-128, 2, 3, 127});
            for (int i = 0; i < 3; i++) {
                session.run();
                assertArrayEquals(new byte[] {3, 3, 3, 127}, session.output(0).bytes());
                assertArrayEquals(new float[] {0, 0, 0, 62}, session.output(0).floats());
            }
            session.input(0).put(new byte[] {4, 5, 6, 7});
            session.run();
            assertArrayEquals(new byte[] {4, 5, 6, 7}, session.output(0).bytes());
            assertEquals(backend == Backend.JAVA ? "java" : "neon", session.backend());
            assertEquals(2, session.kernelNames().size());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void aReshapeSharesItsInputsMemory(Backend backend) {
        Tensor image = new Tensor("image", DataType.INT8, Shape.of(1, 2), Q, null);
        Tensor flat = new Tensor("flat", DataType.INT8, Shape.of(2), Q, null);
        Model model =
                Model.of(new Graph("m", List.of(image, flat), List.of(new Reshape(0, 1)), List.of(0), List.of(1)));
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            session.input(0).put(new byte[] {1, 2});
            session.run();
            assertArrayEquals(new byte[] {1, 2}, session.output(0).bytes());
            assertEquals(64, session.memory().arena());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void quantizesAsTfliteDoes(Backend backend) {
        try (Session session = open(backend)) {
            // Half a step away from zero, NaN to the zero point, clamped at both ends.
            session.input(0).putFloats(0.25f, -0.25f, Float.NaN, 1e30f);
            assertArrayEquals(new byte[] {4, 2, 3, 127}, session.input(0).bytes());
            session.input(0).putFloats(Float.NEGATIVE_INFINITY, -65.5f, 0.2499f, 62);
            assertArrayEquals(new byte[] {-128, -128, 3, 127}, session.input(0).bytes());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void keepsAllTensorsWhereAsked(Backend backend) {
        SessionOptions options = SessionOptions.defaults().withBackend(backend).keepingAllTensors();
        try (Session session = model().newSession(options)) {
            session.input(0).put(new byte[] {1, 2, 3, 4});
            session.run();
            assertArrayEquals(new byte[] {1, 2, 3, 4}, session.tensor(2).bytes());
            assertArrayEquals(new byte[] {3, 3, 3, 4}, session.tensor(3).bytes());
            assertEquals(
                    "m: tensor 1 \"w\" int8[1,1,1,1] is a weight or unused, not an activation",
                    message(IllegalArgumentException.class, () -> session.tensor(1)));
            assertEquals("m: tensor 4 of 4", message(IndexOutOfBoundsException.class, () -> session.tensor(4)));
        }
        try (Session session = open(backend)) {
            assertEquals(
                    "m: tensor 2 shares its memory with others; open the session with"
                            + " SessionOptions.keepingAllTensors()",
                    message(IllegalStateException.class, () -> session.tensor(2)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void memoryIsReported(Backend backend) {
        SessionOptions options = SessionOptions.defaults().withBackend(backend);
        Model model = model();
        try (Session session = model.newSession(options);
                Session other = model.newSession(options)) {
            MemoryReport memory = session.memory();
            assertEquals(memory, other.memory());
            assertEquals(3 * 64, memory.arena(), "the image, and input and output of the second convolution");
            assertEquals(memory.weights() + memory.arena() + memory.workspace(), memory.total());
            assertEquals(backend == Backend.NATIVE, memory.workspace() > 0);
            assertTrue(memory.weights() > 0);
        }
    }

    @Test
    void wrongSizesAreNamed() {
        try (Session session = open(Backend.JAVA)) {
            assertEquals(
                    "input 0 \"image\" int8[1,2,2,1]: expected 4 bytes, got 3 bytes",
                    message(
                            IllegalArgumentException.class,
                            () -> session.input(0).put(new byte[3])));
            assertEquals(
                    "input 0 \"image\" int8[1,2,2,1]: expected 4 floats, got 12 floats",
                    message(
                            IllegalArgumentException.class,
                            () -> session.input(0).putFloats(new float[12])));
            assertEquals(
                    "output 0 \"clamped\" int8[1,2,2,1]: expected room for 4 bytes, got 5 bytes",
                    message(
                            IllegalArgumentException.class,
                            () -> session.output(0).get(ByteBuffer.allocate(5))));
            assertEquals("m: input 1 of 1", message(IndexOutOfBoundsException.class, () -> session.input(1)));
            assertEquals("m: output -1 of 1", message(IndexOutOfBoundsException.class, () -> session.output(-1)));
        }
    }

    @Test
    void outputsCannotBeWritten() {
        try (Session session = open(Backend.JAVA)) {
            assertEquals(
                    "output 0 \"clamped\" int8[1,2,2,1] cannot be written; only inputs can",
                    message(IllegalStateException.class, () -> session.output(0).put(new byte[4])));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void aClosedSessionRefusesAllUse(Backend backend) {
        Session session = open(backend);
        session.close();
        session.close();
        List<Executable> uses = List.of(
                session::run,
                () -> session.input(0).put(new byte[4]),
                () -> session.input(0).putFloats(new float[4]),
                () -> session.output(0).bytes(),
                () -> session.output(0).floats(),
                session::kernelNames,
                session::memory);
        for (Executable use : uses) {
            assertEquals("the session of m is closed", message(IllegalStateException.class, use));
        }
    }

    @Test
    void aSessionInUseRefusesAnotherThread() {
        try (Session session = open(Backend.JAVA)) {
            session.enter();
            for (Executable use : List.<Executable>of(
                    session::run, session::close, () -> session.output(0).bytes())) {
                assertEquals(
                        "the session of m is in use by another thread; open one session for each thread",
                        message(IllegalStateException.class, use));
            }
            session.leave();
            session.run();
        }
    }
}
