// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
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
    /** Its weights are constants, and the thousand equal classes that come of them make TFLite's int8 SOFTMAX abort. */
    private static final Set<String> ABORTS_TFLITE = Set.of("xboot__libonnx__4c1a07_light_resnet50.onnx");

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
        Graph quantized = quantized(read.get());
        ByteBuffer written = TfliteWriter.encode(quantized);
        Model int8 = Model.read(file, written);
        byte[] record = Zoo.records(int8, 1);
        byte[] java = ModelRun.run(int8, Backend.JAVA, record, 1);
        assertArrayEquals(java, ModelRun.run(int8, Backend.NATIVE, record, 1), file + ": native");
        if (!ABORTS_TFLITE.contains(file)) {
            try (TfliteOracle oracle = new TfliteOracle()) {
                assertArrayEquals(oracle.run(written, record), java, file + ": the reference");
            }
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

    /** ONNX Runtime gives what we give for the file by ONNX's rounding. */
    private static void checkOnnx(String file, Graph quantized, byte[] record) {
        byte[] unmarked;
        try {
            unmarked = OnnxWriter.encode(quantized, InterfaceLayout.NHWC).toBuilder()
                    .clearMetadataProps()
                    .build()
                    .toByteArray();
        } catch (ModelException e) {
            System.out.println("not written as ONNX: " + e.getMessage());
            return;
        }
        Graph reading = OnnxReader.read(file, ByteBuffer.wrap(unmarked), OnnxOptions.defaults());
        byte[] ours = ModelRun.run(Model.of(reading), Backend.JAVA, record, 1);
        try (OnnxRuntime runtime = new OnnxRuntime(unmarked, OptLevel.ALL_OPT)) {
            ByteArrayOutputStream theirs = new ByteArrayOutputStream();
            for (ByteBuffer output : runtime.run(runtime.split(record))) {
                byte[] values = new byte[output.remaining()];
                output.get(values);
                theirs.writeBytes(values);
            }
            byte[] expected = theirs.toByteArray();
            int different = 0;
            int most = 0;
            for (int i = 0; i < ours.length; i++) {
                different += ours[i] == expected[i] ? 0 : 1;
                most = Math.max(most, Math.abs(ours[i] - expected[i]));
            }
            if (different > 0)
                System.out.println("DIFF " + file + ": " + different + " of " + ours.length + " most " + most);
            assertArrayEquals(expected, ours, file + ": ONNX Runtime");
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
