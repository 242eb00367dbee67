// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.conversion.FloatGraphCheck;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written as {@code .tflite} TFLite loads and runs, with our bytes where all is integers, and closely where
 * not.
 */
@OnOracle
class WrittenModelsTest {
    private static final int RECORDS = 3;
    private static final int NETWORKS = 25;

    @ParameterizedTest
    @ValueSource(strings = {"float", "int8", "int16", "int8-symmetric", "int8,per-tensor", "weight-only", "dynamic"})
    void tfliteRunsAwkwardNetworks(String scheme) {
        for (int seed = 0; seed < NETWORKS; seed++) {
            int chosen = seed;
            Model real = Model.of(RandomNetwork.awkward(new Random(seed)));
            check(written(real, scheme), () -> scheme + ", seed " + chosen);
        }
    }

    /** Each model that is read, float and not too large; the others are somebody else's matter. */
    @ParameterizedTest
    @ValueSource(strings = {"float", "int8", "int16"})
    void tfliteRunsPublicModels(String scheme) throws IOException {
        int same = 0;
        List<String> others = new ArrayList<>();
        for (Path file : files()) {
            Model real = floatModel(file);
            if (real == null) {
                continue;
            }
            if (scheme.equals("int16") && sums(real.graph())) {
                others.add(file.getFileName() + " (SUM, whose values TFLite's reference reads without their sign)");
                continue;
            }
            try {
                check(written(real, scheme), () -> scheme + ' ' + file.getFileName());
                same++;
            } catch (TfliteOracle.OracleException e) {
                boolean lacking = TfliteOracle.NOT_IN_THE_RESOLVER.stream()
                        .anyMatch(kind -> e.getMessage().contains("Didn't find op for builtin opcode '" + kind + "'"));
                assertTrue(lacking, () -> file + ": " + e.getMessage());
                others.add(file.getFileName() + " (no fault of the file's)");
            } catch (ModelException e) {
                others.add(e.getMessage());
            }
        }
        System.out.println(scheme + ": TFLite runs " + same + " public models as written here; " + others.size()
                + " others: " + others);
        assertTrue(same > 0, "no model");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.file("zoo"))) {
            return files.filter(file -> file.toString().matches(".*\\.(tflite|onnx)"))
                    .filter(file -> file.toFile().length() <= Counts.ZOO_BYTES)
                    .sorted()
                    .toList();
        }
    }

    private static Model floatModel(Path file) throws IOException {
        try {
            Model model = ModelFiles.load(file);
            FloatGraphCheck.check(model.graph());
            return ModelSize.isTooLarge(model.graph()) ? null : model;
        } catch (ModelException e) {
            return null;
        }
    }

    private static boolean sums(Graph graph) {
        return graph.operators().stream().anyMatch(operator -> operator.kind().equals("SUM"));
    }

    private static ByteBuffer written(Model real, String scheme) {
        return scheme.equals("float")
                ? TfliteWriter.encode(real.graph())
                : QuantizedModels.quantize(real, InterfaceType.INT8, Scheme.INT8.with(scheme.split(",")));
    }

    private static void check(ByteBuffer file, Supplier<String> what) {
        Model model = Model.read("written", file);
        byte[] records = Zoo.records(model, RECORDS);
        byte[] expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = oracle.run(file, records);
        }
        boolean exact = isInteger(model.graph());
        for (Backend backend : Counts.backends().toList()) {
            byte[] actual = ModelRun.run(model, backend, records, RECORDS);
            if (exact) {
                SameBytes.check(model, expected, actual, () -> what.get() + ' ' + backend);
            } else {
                close(model, expected, actual, () -> what.get() + ' ' + backend);
            }
        }
    }

    /** Whether nothing but the interface is float. */
    private static boolean isInteger(Graph graph) {
        return graph.operators().stream()
                .allMatch(o -> graph.tensor(o.output()).type() != DataType.FLOAT32
                        || o instanceof Dequantize && graph.outputs().contains(o.output()));
    }

    /** Floats within 1e-4 of the largest; integers that floats were rounded to within a step; others equal. */
    private static void close(Model model, byte[] expected, byte[] actual, Supplier<String> what) {
        assertEquals(expected.length, actual.length, what);
        ByteBuffer theirs = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer ours = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN);
        while (theirs.hasRemaining()) {
            for (Tensor output : model.outputs()) {
                double[] a = values(theirs, output);
                double[] b = values(ours, output);
                double largest = DoubleStream.of(a).map(Math::abs).max().orElse(0);
                double allowed = output.type() == DataType.FLOAT32 ? 1e-4 * largest : output.isReal() ? 1 : 0;
                for (int i = 0; i < a.length; i++) {
                    double difference = Math.abs(a[i] - b[i]);
                    assertTrue(difference <= allowed, () -> what.get() + " " + output + ": differs by " + difference);
                }
            }
        }
    }

    private static double[] values(ByteBuffer bytes, Tensor tensor) {
        return IntStream.range(0, tensor.shape().elements())
                .mapToDouble(i -> switch (tensor.type()) {
                    case FLOAT32 -> bytes.getFloat();
                    case INT8, BOOL -> bytes.get();
                    case UINT8 -> Byte.toUnsignedInt(bytes.get());
                    case INT16 -> bytes.getShort();
                    case INT32 -> bytes.getInt();
                    case INT64 -> bytes.getLong();
                    case INT4, FLOAT16 -> throw new AssertionError(tensor);
                })
                .toArray();
    }
}
