// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Public float models become int8 on random samples; the file is read again and gives the same bytes in Java, natively
 * and by TFLite's reference kernels.
 */
@OnOracle
class ZooQuantizationTest {
    private static final int SAMPLES = 2;
    /** Whose reals depend on the order of sums or on an approximation, which nothing says: ties may fall either way. */
    private static final Set<String> CLOSE = Set.of(
            "AVERAGE_POOL_2D", "BATCH_MATMUL", "LOGISTIC", "MEAN", "RESIZE_BILINEAR", "SOFTMAX", "TRANSPOSE_CONV");

    /** Layers that ONNX Runtime leaves to its float kernel may give so few ties another way. */
    private static final int RARELY = 1000;

    private static final long MOST_BYTES = 64 << 20;

    static List<String> files() throws IOException {
        return Stream.concat(Zoo.files(".tflite").stream(), Zoo.files(".onnx").stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void becomesInt8(String file) throws IOException {
        ByteBuffer bytes = Zoo.read(file);
        Optional<Model> read = read(file, bytes);
        if (read.isEmpty() || isQuantized(read.get().graph())) {
            return;
        }
        long weights = read.get().graph().tensors().stream()
                .filter(Tensor::isConstant)
                .mapToLong(Tensor::bytes)
                .sum();
        if (weights > MOST_BYTES) {
            System.out.println("not run: " + file + " has more weights than the tests have memory for");
            return;
        }
        Graph quantized = quantized(read.get());
        ByteBuffer written = TfliteWriter.encode(quantized);
        Model int8 = Model.read(file, written);
        byte[] record = Zoo.records(int8, 1);
        byte[] java = ModelRun.run(int8, Backend.JAVA, record, 1);
        assertArrayEquals(java, ModelRun.run(int8, Backend.NATIVE, record, 1), file + ": native");
        try (TfliteOracle oracle = new TfliteOracle()) {
            assertArrayEquals(oracle.run(written, record), java, file + ": the reference");
        }
        checkOnnx(file, quantized, record);
    }

    /** Files that cannot be read are told by other tests. */
    private static Optional<Model> read(String file, ByteBuffer bytes) {
        try {
            return Optional.of(
                    file.endsWith(".onnx")
                            ? Model.of(OnnxReader.read(file, bytes, OnnxOptions.defaults()))
                            : Model.read(file, bytes));
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    /** Of each operator on what it reads in the model, ONNX Runtime gives what we give by ONNX's rounding. */
    private static void checkOnnx(String file, Graph quantized, byte[] record) {
        if (quantized.tensors().stream().mapToLong(Tensor::bytes).sum() > MOST_BYTES) {
            System.out.println("not run: " + file + " takes more memory with all its tensors than the tests have");
            return;
        }
        try {
            OnnxWriter.encode(quantized, InterfaceLayout.NHWC);
        } catch (ModelException e) {
            System.out.println("not written as ONNX: " + e.getMessage());
            return;
        }
        Graph graph = quantized.withRounding(Rounding.ONNX);
        Model model = Model.of(graph);
        SessionOptions options =
                SessionOptions.defaults().withBackend(Backend.JAVA).keepingAllTensors();
        try (Session session = model.newSession(options)) {
            ByteBuffer rest = ByteBuffer.wrap(record);
            for (int i = 0; i < model.inputs().size(); i++) {
                byte[] input = new byte[(int) model.inputs().get(i).bytes()];
                rest.get(input);
                session.input(i).put(input);
            }
            session.run();
            for (Operator operator : graph.operators()) {
                checkOnnx(file, graph, operator, session);
            }
        }
    }

    private static void checkOnnx(String file, Graph graph, Operator operator, Session session) {
        List<Integer> inputs = operator.inputs().stream()
                .distinct()
                .filter(input -> !graph.tensor(input).isConstant())
                .toList();
        Graph alone = new Graph(file, graph.tensors(), List.of(operator), inputs, operator.outputs(), Rounding.ONNX);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        inputs.forEach(input -> record.writeBytes(session.tensor(input).bytes()));
        boolean sums = operator instanceof WeightedOperator;
        for (OnnxComparison output : OnnxComparison.run(
                alone, InterfaceLayout.NCHW, sums ? OptLevel.ALL_OPT : OptLevel.NO_OPT, record.toByteArray())) {
            if (output.countDifferent() == 0) {
                continue;
            }
            float steps = output.largestDifference() / output.step();
            String what = file + ' ' + operator + ": " + output.countDifferent() + " differ, by " + steps + " steps";
            if (output.tensor().type() == DataType.FLOAT32) {
                assertTrue(output.largestDifference() <= 1e-4f * Math.max(output.magnitude(), 1e-6f), what);
            } else {
                boolean rare = output.countDifferent() <= 1 + output.expected().length / RARELY;
                assertTrue(steps < 1.5f && (CLOSE.contains(operator.kind()) || sums && rare), what);
            }
        }
    }

    private static boolean isQuantized(Graph graph) {
        return graph.operators().stream()
                .flatMap(operator -> Stream.concat(operator.inputs().stream(), operator.outputs().stream()))
                .map(graph::tensor)
                .anyMatch(tensor -> tensor.type() != DataType.FLOAT32 && tensor.quantization() != null);
    }

    private static Graph quantized(Model real) {
        Quantizer quantizer = Quantizer.of(real);
        try (Calibration calibration = new Calibration(quantizer.converted(), Backend.NATIVE)) {
            ByteBuffer records = ByteBuffer.wrap(Zoo.records(real, SAMPLES)).order(ByteOrder.LITTLE_ENDIAN);
            for (int sample = 0; sample < SAMPLES; sample++) {
                List<float[]> inputs = new ArrayList<>();
                for (Tensor tensor : real.inputs()) {
                    inputs.add(values(records, tensor));
                }
                calibration.add(inputs.toArray(float[][]::new));
            }
            return quantizer.quantize(calibration.statistics()).graph();
        }
    }

    private static float[] values(ByteBuffer records, Tensor tensor) {
        float[] values = new float[tensor.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case FLOAT32 -> records.getFloat();
                case INT32 -> records.getInt();
                case INT64 -> records.getLong();
                case INT16 -> records.getShort();
                default -> records.get();
            };
        }
        return values;
    }
}
