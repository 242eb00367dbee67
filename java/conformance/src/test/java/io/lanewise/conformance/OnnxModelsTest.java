// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.glyphs.Glyphs;
import io.lanewise.graph.Graph;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trained models through one conversion into both formats: top-1 within 0.2 points in ours, TFLite and ONNX Runtime.
 */
@OnOracle
class OnnxModelsTest {
    private static final int CALIBRATION_SAMPLES = 200;
    private static final int MOST_RECORDS = 500;

    static List<StoredModel> floatModels() {
        return Counts.some(StoredModel.list("expected.json").stream()
                .filter(stored -> stored.logits() != null && !stored.model().contains("hybrid"))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("floatModels")
    void floatFilesGiveOurReals(StoredModel stored) throws IOException {
        Model model = ModelFiles.load(SharedData.file(stored.model()));
        int count = Math.min(stored.n(), Math.min(Counts.RECORDS, 100));
        check(model, InterfaceLayout.NCHW, reals(stored::preprocess, stored.samples(count)), count);
    }

    @Test
    void floatFileOfVisualWakeWordsGivesOurReals() throws IOException {
        byte[] bytes = IdxFile.read(SharedData.file("int8-reference/vww96-random-inputs-int8.gz"))
                .bytes(10);
        Model model = Model.load(SharedData.file("models/mlperf-tiny/mobilenetv1_025_vww96_f32.tflite"));
        check(model, InterfaceLayout.NHWC, reals((b, channel) -> (b + 128) / 255f, bytes), 10);
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
        // As many as the bounds are for, in a short run too.
        int count = Math.min(stored.n(), Math.max(MOST_RECORDS, Counts.RECORDS));
        byte[] samples = stored.isImage()
                ? IdxFile.read(SharedData.file(
                                stored.isColour()
                                        ? "samples/cifar10-jpeg/train500-images-nhwc-ubyte.gz"
                                        : "samples/mnist/train-first1000-images-idx3-ubyte.gz"))
                        .bytes(CALIBRATION_SAMPLES)
                : stored.samples(CALIBRATION_SAMPLES);
        // Small networks of depthwise convolutions lose more by the smallest and largest value.
        double points = stored.model().contains("open-alibaba") ? 1.0 : 0.5;
        classifyAlike(
                ModelFiles.load(SharedData.file(stored.model())),
                reals(stored::preprocess, samples),
                reals(stored::preprocess, stored.samples(count)),
                stored.labels(count),
                points);
    }

    @Test
    void int8FilesOfTheSampleModelClassifyAlike() throws IOException {
        try (InputStream calibration = Glyphs.calibrationImages();
                InputStream images = Glyphs.testImages();
                InputStream labels = Glyphs.testLabels()) {
            int size = 32 * 32;
            calibration.skipNBytes(16);
            images.skipNBytes(16);
            labels.skipNBytes(8);
            classifyAlike(
                    QuantizedModels.glyphs(),
                    reals((b, channel) -> (b & 0xff) / 255f, calibration.readNBytes(CALIBRATION_SAMPLES * size)),
                    reals((b, channel) -> (b & 0xff) / 255f, images.readNBytes(MOST_RECORDS * size)),
                    labels.readNBytes(MOST_RECORDS),
                    0.5);
        }
    }

    /** {@code points}: how many of a hundred records int8 may lose; a record more where there are few. */
    private static void classifyAlike(Model real, byte[] calibration, byte[] records, byte[] labels, double points) {
        Graph int8 = Quantizer.of(real)
                .interfaceType(InterfaceType.FLOAT32)
                .calibrate(samples(calibration, real.inputs().get(0).shape().elements()))
                .quantize()
                .graph();
        ByteBuffer tflite = TfliteWriter.encode(int8);
        Model written = Model.read("int8", tflite);
        long inFloat = correct(ModelRun.run(real, Backend.AUTO, records, labels.length), labels);
        long inInt8 = correct(ModelRun.run(written, Backend.AUTO, records, labels.length), labels);

        int count = Math.min(labels.length, MOST_RECORDS);
        byte[] some = Arrays.copyOf(records, records.length / labels.length * count);
        byte[] theirs = Arrays.copyOf(labels, count);
        byte[] outputs = ModelRun.run(written, Backend.AUTO, some, count);
        byte[] imported = ModelRun.run(
                Model.of(OnnxReader.read(
                        "QDQ",
                        ByteBuffer.wrap(
                                OnnxWriter.encode(int8, InterfaceLayout.NCHW).toByteArray()),
                        OnnxOptions.defaults())),
                Backend.AUTO,
                some,
                count);
        long inTflite;
        try (TfliteOracle oracle = new TfliteOracle()) {
            inTflite = correct(oracle.run(tflite, some), theirs);
        }
        long ours = correct(outputs, theirs);
        byte[] inRuntime = onnxRuntime(int8, some, count);
        long inOnnxRuntime = correct(inRuntime, theirs);
        byte[] rounded = ModelRun.run(Model.of(int8.withRounding(Rounding.ONNX)), Backend.AUTO, some, count);
        long steps = steps(int8, outputs, imported);
        String figures =
                real.graph().name().replaceAll(".*models/", "") + ": right of " + labels.length + " float " + inFloat
                        + ", int8 " + inInt8 + "; of " + count + " ours " + ours + ", .tflite in TFLite " + inTflite
                        + ", QDQ .onnx in ONNX Runtime " + inOnnxRuntime + ", with its rounding ours "
                        + correct(rounded, theirs) + " and " + different(inRuntime, rounded) + " of "
                        + inRuntime.length / Float.BYTES
                        + " outputs other; QDQ read again differs by " + steps + " steps";
        System.out.println(figures);
        assertTrue(2 * inFloat > labels.length, figures);
        assertTrue(inFloat - inInt8 <= Math.ceil(points / 100 * labels.length), figures);
        assertEquals(ours, inTflite, figures);
        assertTrue(Math.abs(correct(rounded, theirs) - inOnnxRuntime) * 500 <= count, figures);
        assertTrue(steps <= 1, figures);
    }

    /** The largest difference in steps of the output's scale. */
    private static long steps(Graph int8, byte[] left, byte[] right) {
        Dequantize last = (Dequantize) int8.operators().get(int8.operators().size() - 1);
        float scale = int8.tensor(last.input()).quantization().scale();
        FloatBuffer l = ByteBuffer.wrap(left).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        FloatBuffer r = ByteBuffer.wrap(right).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return IntStream.range(0, l.capacity())
                .mapToLong(i -> Math.round(Math.abs(l.get(i) - r.get(i)) / scale))
                .max()
                .orElse(0);
    }

    private static byte[] onnxRuntime(Graph graph, byte[] records, int count) {
        ModelProto file = OnnxWriter.encode(graph, InterfaceLayout.NCHW);
        Tensor input = graph.tensor(graph.inputs().get(0));
        Tensor output = graph.tensor(graph.outputs().get(0));
        ByteBuffer outputs = ByteBuffer.allocate((int) output.bytes() * count);
        try (OnnxRuntime runtime = new OnnxRuntime(file, OptLevel.ALL_OPT)) {
            for (int record = 0; record < count; record++) {
                ByteBuffer image = ByteBuffer.wrap(records, record * (int) input.bytes(), (int) input.bytes())
                        .slice();
                outputs.put(runtime.run(List.of(OnnxRuntime.transposed(input, image, true)))
                        .get(0));
            }
        }
        return outputs.array();
    }

    private static int different(byte[] expected, byte[] actual) {
        FloatBuffer left =
                ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        FloatBuffer right =
                ByteBuffer.wrap(actual).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return (int) IntStream.range(0, left.capacity())
                .filter(i -> left.get(i) != right.get(i))
                .count();
    }

    /** How many records' largest float is at their label. */
    private static long correct(byte[] outputs, byte[] labels) {
        float[] reals = new float[outputs.length / Float.BYTES];
        ByteBuffer.wrap(outputs).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(reals);
        int classes = reals.length / labels.length;
        return IntStream.range(0, labels.length)
                .filter(record -> IntStream.range(0, classes)
                        .allMatch(c -> reals[record * classes + c] <= reals[record * classes + labels[record]]))
                .count();
    }

    private static Stream<float[]> samples(byte[] records, int elements) {
        FloatBuffer reals =
                ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return IntStream.range(0, reals.capacity() / elements).mapToObj(i -> {
            float[] sample = new float[elements];
            reals.get(i * elements, sample);
            return sample;
        });
    }

    private interface Preprocess {
        float apply(byte sample, int channel);
    }

    private static byte[] reals(Preprocess preprocess, byte[] samples) {
        ByteBuffer reals = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.length; i++) {
            reals.putFloat(preprocess.apply(samples[i], i % 3));
        }
        return reals.array();
    }
}
