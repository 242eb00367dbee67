// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.SubGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Public wake-word models, which keep the last windows in variables, give the bytes of TFLite's reference kernels in
 * each of 100 windows. Compared is what their last LOGISTIC is given, which for hardly any sound is not 0 itself. The
 * checksums are kept here, so that emulated boards, which have no oracle, are held to them.
 */
class WakeWordTest {
    private static final int WINDOWS = 100;
    private static final int BANDS = 40;

    /** A model's file, and the CRC-32 of what the reference gives. */
    private record Recorded(String file, long checksum) {
        static Recorded parse(String line) {
            String[] cells = line.split("\t");
            return new Recorded(cells[0], Long.parseLong(cells[1], 16));
        }
    }

    static Stream<Recorded> models() throws IOException {
        return new String(
                        WakeWordTest.class.getResourceAsStream("wake-words.tsv").readAllBytes())
                .lines().map(Recorded::parse).toList().stream();
    }

    static Stream<Arguments> modelsAndBackends() throws IOException {
        return models().flatMap(model -> Counts.backends().map(backend -> Arguments.of(model, backend)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("modelsAndBackends")
    void givesTheRecordedBytesInEveryWindow(Recorded recorded, Backend backend) throws IOException {
        Model model = Model.read(recorded.file, beforeLogistic(recorded.file));
        assertEquals(recorded.checksum, checksum(ModelRun.run(model, backend, windows(model), WINDOWS)));
    }

    @OnOracle
    @ParameterizedTest
    @MethodSource("models")
    void theRecordedBytesAreTheReferences(Recorded recorded) throws IOException {
        ByteBuffer file = beforeLogistic(recorded.file);
        byte[] expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = oracle.run(file.duplicate(), windows(Model.read(recorded.file, file.duplicate())));
        }
        assertEquals(recorded.checksum, checksum(expected));
    }

    /** The file with its LOGISTIC's input as its output. */
    private static ByteBuffer beforeLogistic(String name) throws IOException {
        ByteBuffer file = Zoo.read(name).order(ByteOrder.LITTLE_ENDIAN);
        io.lanewise.tflite.schema.Model model = io.lanewise.tflite.schema.Model.getRootAsModel(file.duplicate());
        SubGraph graph = model.subgraphs(0);
        int logistic = IntStream.range(0, graph.operatorsLength())
                .filter(i -> model.operatorCodes((int) graph.operators(i).opcodeIndex())
                                .deprecatedBuiltinCode()
                        == BuiltinOperator.LOGISTIC)
                .findFirst()
                .orElseThrow();
        int output = graph.outputsAsByteBuffer().position();
        return file.putInt(output, graph.operators(logistic).inputs(0));
    }

    /** Spectra of noise in bands that come and go. */
    private static byte[] windows(Model model) {
        byte[] windows = new byte[WINDOWS * (int) model.inputs().get(0).bytes()];
        Random random = new Random(1);
        for (int i = 0; i < windows.length; i++) {
            double loudness = Math.sin(i % BANDS / 6.0) * Math.sin(i / 1000.0);
            windows[i] = (byte) Math.min(
                    Byte.MAX_VALUE, Math.max(Byte.MIN_VALUE, (int) (120 * loudness) + random.nextInt(100) - 80));
        }
        return windows;
    }

    private static long checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }
}
