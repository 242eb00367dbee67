// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.glyphs.Glyphs;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Tensor;
import io.lanewise.quantization.Rounding;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.onnx.writing.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained models through one conversion into both formats: top-1 within 0.2 points in ours, TFLite and ONNX Runtime. */
@OnOracle
class OnnxModelsTest {
    private static final int CALIBRATION_SAMPLES = 200;
    private static final int MOST_RECORDS = 1000;

    static Stream<StoredModel> floatModels() {
        return StoredModel.list("expected.json").stream().filter(stored -> stored.model().endsWith(".tflite")
                && stored.logits() != null && !stored.model().contains("hybrid"));
    }

    @ParameterizedTest
    @MethodSource("floatModels")
    void floatFilesGiveOurReals(StoredModel stored) throws IOException {
        Model model = Model.load(SharedData.file(stored.model()));
        int count = Math.min(stored.n(), Math.min(Counts.RECORDS, 200));
        check(model, InterfaceLayout.NCHW, reals(sample -> stored.preprocess(sample, 0), stored.samples(count)), count);
    }

    @Test
    void floatFileOfVisualWakeWordsGivesOurReals() throws IOException {
        byte[] bytes = IdxFile.read(SharedData.file("int8-reference/vww96-random-inputs-int8.gz")).bytes(10);
        Model model = Model.load(SharedData.file("models/mlperf-tiny/mobilenetv1_025_vww96_f32.tflite"));
        check(model, InterfaceLayout.NHWC, reals(b -> (b + 128) / 255f, bytes), 10);
    }

    /** Within 1e-4 of a record's largest output. */
    private static void check(Model model, InterfaceLayout layout, byte[] records, int count) {
        int size = records.length / count;
        for (int record = 0; record < count; record++) {
            byte[] one = Arrays.copyOfRange(records, record * size, (record + 1) * size);
            for (OnnxComparison output : OnnxComparison.run(model.graph(), layout, OptLevel.ALL_OPT, one)) {
                float error = output.largestDifference() / output.magnitude();
                assertTrue(error <= 1e-4f, model.graph().name() + ", record " + record + ": error " + error);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("floatModels")
    void int8FilesOfBothFormatsClassifyAlike(StoredModel stored) throws IOException {
        int count = Math.min(Math.min(stored.n(), MOST_RECORDS), Counts.RECORDS);
        byte[] samples = stored.isImage() ? IdxFile.read(SharedData.file(stored.model().contains("cifar")
                ? "samples/cifar10-jpeg/train500-images-nhwc-ubyte.gz" : "samples/mnist/train-first1000-images-idx3-ubyte.gz"))
                .bytes(CALIBRATION_SAMPLES) : stored.samples(CALIBRATION_SAMPLES);
        classifyAlike(Model.load(SharedData.file(stored.model())), reals(sample -> stored.preprocess(sample, 0), samples),
                reals(sample -> stored.preprocess(sample, 0), stored.samples(count)), stored.labels(count));
    }

    @Test
    void int8FilesOfTheSampleModelClassifyAlike() throws IOException {
        try (InputStream calibration = Glyphs.calibrationImages(); InputStream images = Glyphs.testImages();
                InputStream labels = Glyphs.testLabels()) {
            int size = 32 * 32;
            calibration.skipNBytes(16);
            images.skipNBytes(16);
            labels.skipNBytes(8);
            classifyAlike(QuantizedModels.glyphs(), reals(b -> (b & 0xff) / 255f, calibration.readNBytes(CALIBRATION_SAMPLES * size)),
                    reals(b -> (b & 0xff) / 255f, images.readNBytes(MOST_RECORDS * size)), labels.readNBytes(MOST_RECORDS));
        }
    }

    private static void classifyAlike(Model real, byte[] calibration, byte[] records, byte[] labels) {
        int count = labels.length;
        Graph int8 = Quantizer.of(real).backend(Backend.JAVA).interfaceType(InterfaceType.FLOAT32)
                .calibrate(samples(calibration, real.inputs().get(0).shape().elements())).quantize().graph();
        ByteBuffer tflite = TfliteWriter.encode(int8);
        long ours = correct(ModelRun.run(Model.read("int8", tflite), Backend.JAVA, records, count), labels);
        long inTflite;
        try (TfliteOracle oracle = new TfliteOracle()) {
            inTflite = correct(oracle.run(tflite, records), labels);
        }
        byte[] theirs = onnxRuntime(int8, records, count);
        long inOnnxRuntime = correct(theirs, labels);
        byte[] rounded = ModelRun.run(Model.of(int8.withRounding(Rounding.ONNX)), Backend.JAVA, records, count);
        String figures = Path.of(real.graph().name()).getFileName() + ": right of " + count + " records: ours " + ours + ", .tflite in TFLite "
                + inTflite + ", QDQ .onnx in ONNX Runtime " + inOnnxRuntime + ", with its rounding ours "
                + correct(rounded, labels) + ", " + different(theirs, rounded) + " of " + theirs.length / Float.BYTES
                + " outputs other than in ONNX Runtime";
        System.out.println(figures);
        assertTrue(2 * ours > count, figures);
        assertTrue(Math.abs(ours - inTflite) * 500 <= count && Math.abs(ours - inOnnxRuntime) * 500 <= count, figures);
    }

    private static byte[] onnxRuntime(Graph graph, byte[] records, int count) {
        ModelProto file = OnnxWriter.encode(graph, InterfaceLayout.NCHW);
        Tensor input = graph.tensor(graph.inputs().get(0));
        Tensor output = graph.tensor(graph.outputs().get(0));
        ByteBuffer outputs = ByteBuffer.allocate((int) output.bytes() * count);
        try (OnnxRuntime runtime = new OnnxRuntime(file, OptLevel.ALL_OPT)) {
            for (int record = 0; record < count; record++) {
                ByteBuffer image = ByteBuffer.wrap(records, record * (int) input.bytes(), (int) input.bytes()).slice();
                outputs.put(runtime.run(List.of(OnnxRuntime.transposed(input, image, true))).get(0));
            }
        }
        return outputs.array();
    }

    private static int different(byte[] expected, byte[] actual) {
        FloatBuffer left = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        FloatBuffer right = ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return (int) IntStream.range(0, left.capacity()).filter(i -> left.get(i) != right.get(i)).count();
    }

    /** How many records' largest float is at their label. */
    private static long correct(byte[] outputs, byte[] labels) {
        float[] reals = new float[outputs.length / Float.BYTES];
        ByteBuffer.wrap(outputs).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(reals);
        int classes = reals.length / labels.length;
        return IntStream.range(0, labels.length).filter(record -> IntStream.range(0, classes)
                .allMatch(c -> reals[record * classes + c] <= reals[record * classes + labels[record]])).count();
    }

    private static Stream<float[]> samples(byte[] records, int elements) {
        FloatBuffer reals = ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return IntStream.range(0, reals.capacity() / elements).mapToObj(i -> {
            float[] sample = new float[elements];
            reals.get(i * elements, sample);
            return sample;
        });
    }

    private interface Preprocess {
        float apply(byte sample);
    }

    private static byte[] reals(Preprocess preprocess, byte[] samples) {
        ByteBuffer reals = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (byte sample : samples) {
            reals.putFloat(preprocess.apply(sample));
        }
        return reals.array();
    }
}
