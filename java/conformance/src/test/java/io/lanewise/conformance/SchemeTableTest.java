// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Size and accuracy of trained models in every scheme, as lines of a table; int8 and what keeps more lose little. */
class SchemeTableTest {
    private static final int RECORDS = Math.min(Counts.RECORDS, 500);
    private static final int CALIBRATION_SAMPLES = 100;
    /** Points of top-1 that a scheme may lose on these records; four bits without retraining may lose more. */
    private static final Map<String, Double> MOST_LOST = new LinkedHashMap<>();

    static {
        MOST_LOST.put("float", 0.0);
        MOST_LOST.put("int8", 1.5);
        MOST_LOST.put("int8,per-tensor", 100.0);
        MOST_LOST.put("int8-symmetric", 3.0);
        MOST_LOST.put("int16", 0.5);
        MOST_LOST.put("int8,int4-weights", 100.0);
        MOST_LOST.put("int16,int4-weights", 100.0);
        MOST_LOST.put("dynamic", 1.5);
        MOST_LOST.put("dynamic,int4-weights", 100.0);
        MOST_LOST.put("weight-only", 0.5);
        MOST_LOST.put("weight-only,int4-weights", 100.0);
        MOST_LOST.put("weight-only,codebook-16", 100.0);
        MOST_LOST.put("weight-only,codebook-256", 5.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlperf-tiny/resnet8_cifar10_f32.tflite", "mlperf-tiny/dscnn_kws_f32_othertraining.tflite",
        "tinymaix/mnist_resnet_f.tflite", "tinymaix/mnist_dw_f.tflite", "tinymaix/cifar10_f.tflite",
        "resnet20-cifar10/resnet20_cifar10_bnfolded.onnx"})
    void schemesKeepTheAccuracy(String name) throws IOException {
        StoredModel stored = StoredModel.list("expected.json").stream().filter(line -> line.model().endsWith(name)).findFirst()
                .orElseThrow();
        Model real = ModelFiles.load(SharedData.file(stored.model()));
        CalibrationStatistics statistics = calibrate(real, stored);
        double floatAccuracy = accuracy(real, stored);
        for (String scheme : MOST_LOST.keySet()) {
            ByteBuffer file = scheme.equals("float") ? TfliteWriter.encode(real.graph())
                    : TfliteWriter.encode(Quantizer.of(real).interfaceType(InterfaceType.FLOAT32)
                            .scheme(Scheme.INT8.with(scheme.split(","))).quantize(statistics).graph());
            double accuracy = accuracy(Model.read(name, file), stored);
            System.out.printf(Locale.ROOT, "| %s | %s | %d | %.1f |%n", name, scheme, file.remaining(), accuracy);
            assertTrue(floatAccuracy - accuracy <= MOST_LOST.get(scheme),
                    () -> name + ' ' + scheme + ": " + accuracy + " % instead of " + floatAccuracy);
        }
    }

    private static CalibrationStatistics calibrate(Model real, StoredModel stored) {
        String file = !stored.isImage() ? "samples/kws-mfcc/first500-mfcc-int8.gz"
                : stored.model().contains("mnist") ? "samples/mnist/train-first1000-images-idx3-ubyte.gz"
                : "samples/cifar10-jpeg/train500-images-nhwc-ubyte.gz";
        byte[] samples = IdxFile.read(SharedData.file(file)).bytes(CALIBRATION_SAMPLES);
        float[] input = new float[real.inputs().get(0).shape().elements()];
        try (Calibration calibration = new Calibration(real, Backend.AUTO, List.of())) {
            for (int record = 0; record < CALIBRATION_SAMPLES; record++) {
                fill(input, stored, samples, record);
                calibration.add(input);
            }
            return calibration.statistics();
        }
    }

    /** Percent of the records whose largest output is at their label. */
    private static double accuracy(Model model, StoredModel stored) {
        int count = Math.min(stored.n(), RECORDS);
        byte[] samples = stored.samples(count);
        byte[] labels = stored.labels(count);
        float[] input = new float[model.inputs().get(0).shape().elements()];
        int correct = 0;
        try (Session session = model.newSession()) {
            for (int record = 0; record < count; record++) {
                fill(input, stored, samples, record);
                session.input(0).putFloats(input);
                session.run();
                float[] row = session.output(0).floats();
                int largest = 0;
                for (int i = 1; i < row.length; i++) {
                    largest = row[i] > row[largest] ? i : largest;
                }
                correct += largest == labels[record] ? 1 : 0;
            }
        }
        return 100.0 * correct / count;
    }

    private static void fill(float[] input, StoredModel stored, byte[] samples, int record) {
        for (int i = 0; i < input.length; i++) {
            input[i] = stored.preprocess(samples[record * input.length + i], i % 3);
        }
    }
}
