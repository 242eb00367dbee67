// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Public {@code .tflite} files that TFLite's reference kernels run give what they give there, on both backends. */
@OnOracle
class ZooTest {
    private static final int RECORDS = 2;
    private static final int DEEP = 100;

    /** Files that do not run yet, and why: a list that only gets shorter. */
    private static final Map<String, String> REFUSED = refused();

    private static Map<String, String> refused() {
        try (Stream<String> lines =
                new String(ZooTest.class.getResourceAsStream("zoo-refused.tsv").readAllBytes()).lines()) {
            return lines.map(line -> line.split("\t"))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1], (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static List<String> files() throws IOException {
        Path index = SharedData.folder().resolve("data/zoo/index.tsv");
        if (Files.notExists(index)) {
            return List.of("");
        }
        List<String> lines = Files.readAllLines(index);
        List<String> head = Arrays.asList(lines.get(0).split("\t"));
        return lines.stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .filter(cells -> cells[head.indexOf("reference")].equals("runs"))
                .map(cells -> cells[head.indexOf("file")])
                .filter(file -> file.endsWith(".tflite"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesWhatTheReferenceGives(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(SharedData.file("zoo/" + file));
        if (REFUSED.containsKey(file)) {
            try {
                Model.read(file, ByteBuffer.wrap(bytes));
            } catch (ModelException e) {
                return;
            }
            throw new AssertionError("runs: take it off the list of those that do not");
        }
        Model model = Model.read(file, ByteBuffer.wrap(bytes));
        byte[] records = records(model);
        byte[] expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = oracle.run(ByteBuffer.wrap(bytes), records);
        }
        for (Backend backend : List.of(Backend.JAVA, Backend.NATIVE)) {
            compare(model, expected, ModelRun.run(model, backend, records, RECORDS), file + " " + backend);
        }
    }

    private static byte[] records(Model model) {
        Random random = new Random(1);
        ByteBuffer records = ByteBuffer.allocate(RECORDS
                        * model.inputs().stream()
                                .mapToInt(tensor -> (int) tensor.bytes())
                                .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int record = 0; record < RECORDS; record++) {
            for (Tensor tensor : model.inputs()) {
                for (int i = 0; i < tensor.shape().elements(); i++) {
                    switch (tensor.type()) {
                        case FLOAT32 -> records.putFloat(random.nextFloat());
                        case INT8, UINT8 -> records.put((byte) random.nextInt());
                        case INT16 -> records.putShort((short) random.nextInt());
                        case INT32 -> records.putInt(random.nextInt(5));
                        case INT64 -> records.putLong(random.nextInt(5));
                        case BOOL -> records.put((byte) random.nextInt(2));
                        case INT4, FLOAT16 -> throw new AssertionError(tensor);
                    }
                }
            }
        }
        return records.array();
    }

    private static void compare(Model model, byte[] expected, byte[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        ByteBuffer theirs = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer ours = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
        boolean hasFloats = model.graph().operators().stream()
                .flatMap(operator -> operator.activations().stream())
                .anyMatch(i -> model.graph().tensor(i).type() == DataType.FLOAT32);
        float allowed = model.graph().operators().size() > DEEP ? 1e-3f : 1e-4f;
        for (int record = 0; record < RECORDS; record++) {
            for (Tensor tensor : model.outputs()) {
                int size = (int) tensor.bytes();
                if (tensor.type() == DataType.FLOAT32 && hasFloats) {
                    float[] a = floats(theirs, tensor);
                    float[] b = floats(ours, tensor);
                    double largest = 0;
                    double difference = 0;
                    for (int i = 0; i < a.length; i++) {
                        largest = Math.max(largest, Math.abs(a[i]));
                        difference = Math.max(difference, Float.compare(a[i], b[i]) == 0 ? 0 : Math.abs(a[i] - b[i]));
                    }
                    assertTrue(
                            difference <= allowed * Math.max(largest, Float.MIN_NORMAL),
                            what + " " + tensor + ": differs by " + difference + " of " + largest);
                } else {
                    byte[] a = new byte[size];
                    byte[] b = new byte[size];
                    theirs.get(a);
                    ours.get(b);
                    int different = 0;
                    for (int i = 0; i < size; i++) {
                        different += a[i] == b[i] ? 0 : 1;
                    }
                    assertEquals(0, different, what + " record " + record + ' ' + tensor + ": of " + size + " bytes");
                }
            }
        }
    }

    private static float[] floats(ByteBuffer bytes, Tensor tensor) {
        float[] values = new float[tensor.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }
}
