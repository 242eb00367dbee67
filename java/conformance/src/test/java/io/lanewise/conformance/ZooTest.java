// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Public {@code .tflite} files that TFLite's reference kernels run give what they give there, on both backends. */
@OnOracle
class ZooTest {
    private static final int RECORDS = 2;
    /** Of models that keep something from run to run. */
    private static final int WINDOWS = 100;

    private static final int DEEP = 100;
    /** Where the schema's table of a model says where its subgraphs are. */
    private static final int SUBGRAPHS = 8;

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

    /** How many files of each kind ran. */
    private static final Map<String, Integer> KINDS = new TreeMap<>();

    static List<String> files() throws IOException {
        return Zoo.files(".tflite");
    }

    @AfterAll
    static void printKinds() {
        KINDS.forEach((kind, count) -> System.out.printf("%4d %s%n", count, kind));
    }

    /** By the types of what operators give; float layers of int8 weights quantize their inputs as they run. */
    private static String kind(Graph graph) {
        String types = graph.operators().stream()
                .flatMap(operator -> operator.outputs().stream())
                .map(output -> graph.tensor(output).type().label())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" + "));
        return types
                + (isHybrid(graph) ? ", dynamic range" : "")
                + (graph.variables().isEmpty() ? "" : ", with variables");
    }

    private static boolean isHybrid(Graph graph) {
        return graph.operators().stream()
                .anyMatch(operator -> operator instanceof WeightedOperator weighted && weighted.isDynamicRange(graph));
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesWhatTheReferenceGives(String file) throws IOException {
        ByteBuffer bytes = Zoo.read(file);
        if (REFUSED.containsKey(file)) {
            try {
                Model.read(file, bytes.duplicate());
            } catch (ModelException e) {
                return;
            }
            throw new AssertionError("runs: take it off the list of those that do not");
        }
        Model first = Model.read(file, bytes.duplicate());
        if (first.signatures().size() < 2) {
            compare(first, bytes, file);
        }
        for (int i = 0; first.signatures().size() > 1 && i < first.signatures().size(); i++) {
            String key = first.signatures().get(i).key();
            compare(Model.read(file, bytes.duplicate(), key), alone(bytes, i), file + " " + key);
        }
    }

    /** TFLite runs the first subgraph: one signature's is put there, by its offset in the vector of subgraphs. */
    private static ByteBuffer alone(ByteBuffer bytes, int signature) {
        ByteBuffer file = ByteBuffer.wrap(bytes.array().clone()).order(ByteOrder.LITTLE_ENDIAN);
        int subgraph = (int) io.lanewise.tflite.schema.Model.getRootAsModel(file)
                .signatureDefs(signature)
                .subgraphIndex();
        int table = file.getInt(0);
        int field = table + file.getShort(table - file.getInt(table) + SUBGRAPHS);
        int first = field + file.getInt(field) + Integer.BYTES;
        int chosen = first + Integer.BYTES * subgraph;
        return file.putInt(first, chosen + file.getInt(chosen) - first);
    }

    private static void compare(Model model, ByteBuffer bytes, String file) {
        int count = model.graph().variables().isEmpty() ? RECORDS : WINDOWS;
        byte[] records = Zoo.records(model, count);
        byte[] expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = oracle.run(bytes, records);
        }
        KINDS.merge(kind(model.graph()), 1, Integer::sum);
        for (Backend backend : List.of(Backend.JAVA, Backend.NATIVE)) {
            byte[] actual = ModelRun.run(model, backend, records, count);
            compare(model, expected, actual, count, file + " " + backend);
        }
        checkKernels(model, file);
    }

    /** Only an application's operators run in Java between native ones. */
    private static void checkKernels(Model model, String file) {
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.NATIVE))) {
            List<String> java = session.kernelNames().stream()
                    .flatMap(name -> Stream.of(name.split(" \\+ ")))
                    .filter(name -> name.startsWith("java ") && !name.equals("java CustomKernel"))
                    .toList();
            assertEquals(List.of(), java, file);
        }
    }

    private static void compare(Model model, byte[] expected, byte[] actual, int records, String what) {
        assertEquals(expected.length, actual.length, what);
        ByteBuffer theirs = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer ours = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
        boolean hasFloats = model.graph().operators().stream()
                .flatMap(operator -> operator.activations().stream())
                .anyMatch(i -> model.graph().tensor(i).type() == DataType.FLOAT32);
        double part = part(model.graph());
        for (int record = 0; record < records; record++) {
            for (Tensor tensor : model.outputs()) {
                if (tensor.type() == DataType.FLOAT32 && hasFloats) {
                    float[] a = floats(theirs, tensor);
                    double allowed = part * largest(a) + Float.MIN_NORMAL;
                    double difference = difference(a, floats(ours, tensor));
                    assertTrue(
                            difference <= allowed,
                            what + " " + tensor + ": differs by " + difference + ", allowed are " + allowed);
                } else {
                    byte[] a = new byte[(int) tensor.bytes()];
                    byte[] b = new byte[a.length];
                    theirs.get(a);
                    ours.get(b);
                    int different = 0;
                    for (int i = 0; i < a.length; i++) {
                        different += a[i] == b[i] ? 0 : 1;
                    }
                    assertEquals(0, different, what + " record " + record + ' ' + tensor + ": of " + a.length);
                }
            }
        }
    }

    /**
     * How much floats may be off, of the largest. A layer that quantizes as it runs would turn another last bit of its
     * input into a whole step, 1/127, and layers behind it make more of that: such graphs give the reference's bits,
     * but for the last two of a function at the end.
     */
    private static double part(Graph graph) {
        if (isHybrid(graph)) {
            return 2 * Math.ulp(1f);
        }
        return graph.operators().size() <= DEEP ? 1e-4 : 1e-3;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double difference(float[] a, float[] b) {
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            difference = Math.max(difference, Float.compare(a[i], b[i]) == 0 ? 0 : Math.abs(a[i] - b[i]));
        }
        return difference;
    }

    private static float[] floats(ByteBuffer bytes, Tensor tensor) {
        float[] values = new float[tensor.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }
}
