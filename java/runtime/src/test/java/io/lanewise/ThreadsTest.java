// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
    private static final int CHANNELS = 24;
    private static final SessionOptions NATIVE = SessionOptions.defaults().withBackend(Backend.NATIVE);

    /** Two residual blocks of a 3x3 convolution with padding: 2.4 million multiplications each, enough to be shared. */
    private static Model model() {
        Random random = new Random(1);
        Quantization q = Quantization.perTensor(0.05f, -3);
        Shape shape = Shape.of(1, 21, 23, CHANNELS);
        byte[] bytes = new byte[CHANNELS * 9 * CHANNELS];
        random.nextBytes(bytes);
        GraphBuilder graph = new GraphBuilder();
        int weights = graph.constant(bytes, Quantization.perTensor(0.001f, 0), CHANNELS, 3, 3, CHANNELS);
        int x = graph.int8Input(q, shape.dims());
        Window window = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        for (int block = 0; block < 2; block++) {
            int conv = graph.apply(new Conv2d(x, weights, -1, graph.int8(q, shape.dims()), window, Activation.RELU));
            x = graph.apply(new Add(x, conv, graph.int8(q, shape.dims()), Activation.NONE));
        }
        return Model.of(graph.build(x));
    }

    private static byte[] run(Session session, int seed) {
        byte[] input = new byte[(int) session.input(0).tensor().bytes()];
        new Random(seed).nextBytes(input);
        session.input(0).put(input);
        session.run();
        return session.output(0).bytes();
    }

    private static byte[] expected(int seed) {
        try (Session session = model().newSession(NATIVE)) {
            return run(session, seed);
        }
    }

    private static List<Thread> helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lanewise-"))
                .toList();
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean());
    }

    @ParameterizedTest
    @CsvSource({"NATIVE,2", "NATIVE,3", "NATIVE,5", "JAVA,2"})
    void anyNumberGivesTheSameBytes(Backend backend, int threads) {
        try (Session session = model().newSession(
                        SessionOptions.defaults().withBackend(backend).withThreads(threads))) {
            for (int run = 0; run < 3; run++) {
                assertArrayEquals(expected(run), run(session, run));
            }
        }
    }

    @Test
    void closingEndsThem() throws InterruptedException {
        Session session = model().newSession(NATIVE.withThreads(4));
        waitUntil(() -> helpers().size() == 3);
        assertTrue(helpers().stream().allMatch(Thread::isDaemon));
        session.close();
        assertEquals(List.of(), helpers());
        session.close();
    }

    @Test
    void oneThreadAndPlainJavaNeedNone() {
        try (Session alone = model().newSession(NATIVE);
                Session java = model().newSession(SessionOptions.defaults()
                        .withBackend(Backend.JAVA)
                        .withThreads(4))) {
            alone.run();
            java.run();
            assertEquals(List.of(), helpers());
        }
    }

    @Test
    void interruptsDoNoHarm() {
        Session session = model().newSession(NATIVE.withThreads(3));
        for (int run = 0; run < 3; run++) {
            helpers().forEach(Thread::interrupt);
            assertArrayEquals(expected(run), run(session, run));
        }
        Thread.currentThread().interrupt();
        assertArrayEquals(expected(1), run(session, 1));
        session.close();
        assertTrue(Thread.interrupted(), "close keeps the interrupt for its caller");
        assertEquals(List.of(), helpers());
    }

    @Test
    void sessionsRunSideBySide() {
        Model model = model();
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            int own = seed;
            byte[] expected = expected(seed);
            runs.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 6; i++) {
                    try (Session session = model.newSession(NATIVE.withThreads(1 + (own + i) % 3))) {
                        for (int run = 0; run < 2; run++) {
                            assertArrayEquals(expected, run(session, own));
                        }
                    }
                }
            }));
        }
        runs.forEach(CompletableFuture::join);
    }

    @Test
    void aForgottenSessionLosesThem() throws InterruptedException {
        run(model().newSession(NATIVE.withThreads(3)), 1);
        waitUntil(() -> {
            System.gc();
            return helpers().isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 65})
    void otherNumbersAreRefused(int threads) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> NATIVE.withThreads(threads));
        assertEquals("threads of a session: expected 1 to 64, got " + threads, e.getMessage());
    }

    @Test
    void optionsKeepEachOther() {
        SessionOptions options =
                SessionOptions.defaults().withThreads(3).keepingAllTensors().withBackend(Backend.JAVA);
        assertEquals(new SessionOptions(Backend.JAVA, true, 3), options);
        assertEquals(new SessionOptions(Backend.JAVA, true, 2), options.withThreads(2));
    }
}
