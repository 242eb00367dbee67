// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The models that {@code scripts/training-table} has written, in the folder that the property
 * {@code lanewise.trained} names: TFLite gives the bytes that we do, and ONNX Runtime nearly always the same class.
 */
@OnOracle
class TrainedModelsTest {
    private static final int RECORDS = 100;
    private static final int LIKELY_OTHERS = 5;
    private static final Map<String, String> FLOAT_MODELS = Map.of(
            "resnet8", "resnet8_cifar10_f32.tflite",
            "mobilenetv2", "ic_mobilenetv2like_f32.onnx",
            "resnet20", "resnet20_cifar10_bnfolded.onnx",
            "mnist", "mnist_dw_f.tflite",
            "keywords", "kws_f32.onnx");

    @Test
    void othersRunThemAlike() throws IOException {
        String folder = System.getProperty("lanewise.trained");
        if (folder == null) {
            System.out.println("not run: -Dlanewise.trained names no folder of scripts/training-table");
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            files = all.filter(file -> file.toString().matches(".*(?<!\\.start)\\.tflite"))
                    .sorted()
                    .toList();
        }
        assertTrue(!files.isEmpty(), folder + " has no models");
        for (Path file : files) {
            check(file);
        }
    }

    private static void check(Path file) throws IOException {
        Graph graph = ModelFiles.read(file, OnnxOptions.defaults());
        byte[] records = records(file.getFileName().toString(), graph);
        int size = records.length / RECORDS;
        ByteBuffer ours = floats(ModelRun.run(Model.of(graph), Backend.AUTO, records, RECORDS));
        ByteBuffer tflites = tflites(graph, records);
        int classes = ours.remaining() / Float.BYTES / RECORDS;
        boolean integers = graph.tensors().stream()
                .anyMatch(tensor -> tensor.type().label().startsWith("int8"));
        int sameInOnnx = 0;
        for (int record = 0; record < RECORDS; record++) {
            int expected = highest(ours, record, classes);
            if (tflites != null) {
                assertEquals(expected, highest(tflites, record, classes), file + ", record " + record + ", TFLite");
            }
            byte[] one = new byte[size];
            System.arraycopy(records, record * size, one, 0, size);
            float[] onnx = OnnxComparison.run(graph, InterfaceLayout.NHWC, OptLevel.ALL_OPT, one)
                    .get(0)
                    .actual();
            sameInOnnx += highest(onnx) == expected ? 1 : 0;
        }
        if (integers && tflites != null) {
            assertEquals(ours, tflites, file + ": TFLite's bytes");
        }
        System.out.println(file.getFileName() + ": TFLite " + (tflites == null ? "has no such kernel" : RECORDS)
                + ", ONNX Runtime " + sameInOnnx + " of " + RECORDS + " the same class");
        // ONNX rounds products once, TFLite twice, which tells int4 networks apart where two classes are close.
        assertTrue(sameInOnnx >= RECORDS - LIKELY_OTHERS, file + ": ONNX Runtime " + sameInOnnx);
    }

    /** Null of int4 weights in depthwise convolutions, for which the reference resolver has no kernel yet. */
    private static ByteBuffer tflites(Graph graph, byte[] records) {
        try (TfliteOracle oracle = new TfliteOracle()) {
            return floats(oracle.run(TfliteWriter.encode(graph), records));
        } catch (TfliteOracle.OracleException e) {
            assertTrue(e.getMessage().contains("'DEPTHWISE_CONV_2D' version '7'"), e.getMessage());
            return null;
        }
    }

    private static byte[] records(String name, Graph graph) {
        String task = name.substring(0, name.indexOf('-'));
        StoredModel stored = StoredModel.list("expected.json").stream()
                .filter(model -> model.model().endsWith("/" + FLOAT_MODELS.get(task)))
                .findFirst()
                .orElseThrow();
        byte[] samples = stored.samples(RECORDS);
        int elements = samples.length / RECORDS;
        assertEquals(elements, graph.tensor(graph.inputs().get(0)).shape().elements(), name);
        ByteBuffer floats = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.length; i++) {
            floats.putFloat(stored.preprocess(samples[i], i % 3));
        }
        return floats.array();
    }

    private static ByteBuffer floats(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int highest(ByteBuffer outputs, int record, int classes) {
        float[] scores = new float[classes];
        for (int i = 0; i < classes; i++) {
            scores[i] = outputs.getFloat((record * classes + i) * Float.BYTES);
        }
        return highest(scores);
    }

    private static int highest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
