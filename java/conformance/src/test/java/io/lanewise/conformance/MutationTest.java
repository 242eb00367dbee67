// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged model files are refused with a message or run normally, on both backends: no other exception, no hang, and no
 * crash, which would end the whole JVM. The file {@code last-mutation} in the module's {@code target} folder then holds
 * the name of the model and the number of the mutation.
 */
class MutationTest {
    private static final Path LAST = Path.of(System.getProperty("lanewise.last.mutation", "target/last-mutation"));
    private static final int SECONDS = 60;
    /** What is run: more would only take long. */
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_MULTIPLICATIONS = 200_000_000;

    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "mutation");
        thread.setDaemon(true);
        return thread;
    });

    private enum Outcome { REFUSED_FILE, REFUSED_SESSION, TOO_LARGE, RAN }

    /** A name and the file. */
    private record Source(String name, ByteBuffer file) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Source> sources() {
        Model glyphs = QuantizedModels.glyphs();
        Model residual = Model.of(RandomNetwork.float32(new Random(8)));
        return Stream.of(new Source("float32 glyphs", TfliteWriter.encode(glyphs.graph())),
                new Source("int8 glyphs", QuantizedModels.quantize(glyphs, InterfaceType.INT8)),
                new Source("int8 residual network", QuantizedModels.quantize(residual, InterfaceType.FLOAT32)),
                scheme(residual, "int16", "int4-weights"), scheme(glyphs, "dynamic"), scheme(glyphs, "weight-only", "codebook-16"));
    }

    private static Source scheme(Model real, String... words) {
        return new Source(String.join(" ", words),
                QuantizedModels.quantize(real, InterfaceType.FLOAT32, Scheme.INT8.with(words)));
    }

    @AfterAll
    static void stop() {
        WORKER.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void isRefusedOrRuns(Source source) throws IOException, InterruptedException {
        Mutator mutator = new Mutator(source.file());
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int number = 0; number < Counts.MUTATIONS; number++) {
            String name = source + " mutation " + number;
            Files.writeString(LAST, name);
            byte[] damaged = mutator.mutate(number);
            outcomes.merge(inTime(name, damaged), 1, Integer::sum);
        }
        Files.delete(LAST);
        System.out.println(source + ": " + outcomes);
        assertTrue(Counts.MUTATIONS < 1000 || outcomes.getOrDefault(Outcome.RAN, 0) > 10, "nearly none ran: " + outcomes);
    }

    private static Outcome inTime(String name, byte[] damaged) throws InterruptedException {
        Future<Outcome> outcome = WORKER.submit(() -> loadAndRun(name, damaged));
        try {
            return outcome.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return fail(name + " takes more than " + SECONDS + " s", e);
        } catch (ExecutionException e) {
            return fail(name + ": " + e.getCause(), e.getCause());
        }
    }

    private static Outcome loadAndRun(String name, byte[] damaged) {
        Model model;
        try {
            model = Model.read(name, ByteBuffer.wrap(damaged));
        } catch (ModelException e) {
            return refused(e, Outcome.REFUSED_FILE);
        }
        if (isTooLarge(model.graph())) {
            return Outcome.TOO_LARGE;
        }
        byte[] inputs = new byte[Math.toIntExact(model.inputs().stream().mapToLong(Tensor::bytes).sum())];
        new Random(1).nextBytes(inputs);
        try {
            byte[] java = ModelRun.run(model, Backend.JAVA, inputs, 1);
            byte[] nativeOutput = ModelRun.run(model, Backend.NATIVE, inputs, 1);
            if (model.graph().tensors().stream().noneMatch(tensor -> tensor.type() == DataType.FLOAT32)) {
                SameBytes.check(model, java, nativeOutput, () -> name);
            }
            return Outcome.RAN;
        } catch (ModelException e) {
            return refused(e, Outcome.REFUSED_SESSION);
        }
    }

    private static Outcome refused(ModelException e, Outcome outcome) {
        assertTrue(e.getMessage() != null && e.getMessage().length() > 20, () -> "says too little: " + e.getMessage());
        return outcome;
    }

    private static boolean isTooLarge(Graph graph) {
        long bytes = graph.tensors().stream().mapToLong(Tensor::bytes).sum();
        long multiplications = graph.operators().stream().mapToLong(operator -> multiplications(graph, operator)).sum();
        return bytes > MOST_BYTES || multiplications > MOST_MULTIPLICATIONS;
    }

    /** At most: every output element with as many weights as the largest constant holds for it, or the whole input. */
    private static long multiplications(Graph graph, Operator operator) {
        long most = operator.inputs().stream().mapToLong(input -> graph.tensor(input).shape().elements()).max().orElse(1);
        return graph.tensor(operator.output()).shape().elements() * most;
    }
}
