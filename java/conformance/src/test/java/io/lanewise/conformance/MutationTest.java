// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.CompositeFile;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.testing.SignatureFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
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

    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "mutation");
        thread.setDaemon(true);
        return thread;
    });

    private enum Outcome {
        REFUSED_FILE,
        REFUSED_SESSION,
        TOO_LARGE,
        RAN
    }

    /** A name and the file. */
    private record Source(String name, ByteBuffer file, boolean onnx) {

        Mutator mutator() {
            return onnx ? Mutator.ofOnnx(file) : Mutator.ofTflite(file);
        }

        Model read(String damagedName, ByteBuffer damaged) {
            return onnx
                    ? Model.of(OnnxReader.read(damagedName, damaged, OnnxOptions.defaults()))
                    : Model.read(damagedName, damaged);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Source> sources() {
        Model glyphs = QuantizedModels.glyphs();
        Model residual = Model.of(RandomNetwork.float32(new Random(8)));
        Graph int8 = Model.read("glyphs", QuantizedModels.quantize(glyphs, InterfaceType.INT8))
                .graph();
        return Stream.of(
                new Source("float32 glyphs", TfliteWriter.encode(glyphs.graph()), false),
                new Source("int8 glyphs", TfliteWriter.encode(int8), false),
                new Source("int8 residual network", QuantizedModels.quantize(residual, InterfaceType.FLOAT32), false),
                new Source("float32 glyphs in ONNX", onnx(glyphs.graph()), true),
                new Source("int8 glyphs in ONNX", onnx(int8), true),
                new Source("residual network in ONNX", onnx(residual.graph()), true),
                new Source(
                        "blocks of int4 in ONNX",
                        onnx(Quantizer.of(residual)
                                .scheme(Scheme.INT8.with("weight-only", "int4-weights", "block-16"))
                                .quantize()
                                .graph()),
                        true),
                scheme(residual, "int16", "int4-weights"),
                scheme(glyphs, "dynamic"),
                scheme(glyphs, "weight-only", "codebook-16"),
                everyOperator(Form.INT8),
                everyOperator(Form.FLOAT32),
                everyOperator(Form.INT32),
                everyOperator(Form.BOOL),
                new Source("two signatures", SignatureFile.bytes(), false),
                new Source("composites", CompositeFile.bytes(), false),
                everyOperatorInOnnx(Form.INT8),
                everyOperatorInOnnx(Form.FLOAT32),
                everyOperatorInOnnx(Form.INT32),
                everyOperatorInOnnx(Form.BOOL));
    }

    private static Source everyOperator(Form form) {
        Graph graph = OperatorSamples.sideBySide(form, OperatorSamples.of(form));
        return new Source("every operator in " + form, TfliteWriter.encode(graph), false);
    }

    private static Source everyOperatorInOnnx(Form form) {
        Graph graph = OperatorSamples.sideBySide(form, OperatorSamples.ofOnnx(form));
        return new Source("every operator in " + form + " in ONNX", onnx(graph), true);
    }

    private static ByteBuffer onnx(Graph graph) {
        return ByteBuffer.wrap(OnnxWriter.encode(graph, InterfaceLayout.NCHW).toByteArray());
    }

    private static Source scheme(Model real, String... words) {
        return new Source(
                String.join(" ", words),
                QuantizedModels.quantize(real, InterfaceType.FLOAT32, Scheme.INT8.with(words)),
                false);
    }

    @AfterAll
    static void stop() {
        WORKER.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void isRefusedOrRuns(Source source) throws IOException, InterruptedException {
        Mutator mutator = source.mutator();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int number = 0; number < Counts.MUTATIONS; number++) {
            String name = source + " mutation " + number;
            Files.writeString(LAST, name);
            byte[] damaged = mutator.mutate(number);
            outcomes.merge(inTime(source, name, damaged), 1, Integer::sum);
        }
        Files.delete(LAST);
        System.out.println(source + ": " + outcomes);
        assertTrue(
                Counts.MUTATIONS < 1000 || outcomes.getOrDefault(Outcome.RAN, 0) > 10, "nearly none ran: " + outcomes);
    }

    private static Outcome inTime(Source source, String name, byte[] damaged) throws InterruptedException {
        Future<Outcome> outcome = WORKER.submit(() -> loadAndRun(source, name, damaged));
        try {
            return outcome.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return fail(name + " takes more than " + SECONDS + " s", e);
        } catch (ExecutionException e) {
            return fail(name + ": " + e.getCause(), e.getCause());
        }
    }

    private static Outcome loadAndRun(Source source, String name, byte[] damaged) {
        Model model;
        try {
            model = source.read(name, ByteBuffer.wrap(damaged));
        } catch (ModelException e) {
            return refused(e, Outcome.REFUSED_FILE);
        }
        if (ModelSize.isTooLarge(model.graph())) {
            return Outcome.TOO_LARGE;
        }
        byte[] inputs = inputs(model.inputs());
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

    /** Anything, but 1 for what may be indices or divisors, most of which would be refused. */
    private static byte[] inputs(List<Tensor> tensors) {
        Random random = new Random(1);
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        for (Tensor tensor : tensors) {
            byte[] values = new byte[Math.toIntExact(tensor.bytes())];
            if (EnumSet.of(DataType.INT16, DataType.INT32, DataType.INT64).contains(tensor.type())) {
                for (int i = 0; i < values.length; i += tensor.type().bytes()) {
                    values[i] = 1;
                }
            } else {
                random.nextBytes(values);
            }
            inputs.writeBytes(values);
        }
        return inputs.toByteArray();
    }

    private static Outcome refused(ModelException e, Outcome outcome) {
        assertTrue(e.getMessage() != null && e.getMessage().length() > 20, () -> "says too little: " + e.getMessage());
        return outcome;
    }
}
