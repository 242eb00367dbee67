// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Signature;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.Entropy;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.repair.BiasCorrection;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class QuantizerTest {
    private static final int PIXELS = 8 * 8 * 3;

    private static List<float[]> samples(int count) {
        Random random = new Random(11);
        List<float[]> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] sample = new float[PIXELS];
            for (int k = 0; k < PIXELS; k++) {
                sample[k] = random.nextFloat() * 2 - 1;
            }
            samples.add(sample);
        }
        return samples;
    }

    private static Quantizer quantizer() {
        return Quantizer.of(Model.of(SmallNetwork.float32())).backend(Backend.JAVA);
    }

    private static float[] run(Model model, float[] sample) {
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(sample);
            session.run();
            return session.output(0).floats();
        }
    }

    @Test
    void int8AnswersAreCloseToFloat() {
        Model real = Model.of(SmallNetwork.float32());
        for (InterfaceType type : InterfaceType.values()) {
            Model int8 = quantizer()
                    .calibrate(samples(50))
                    .interfaceType(type)
                    .quantize()
                    .model();
            for (float[] sample : samples(70)) {
                assertArrayEquals(run(real, sample), run(int8, sample), 2f / 256);
            }
        }
    }

    @Test
    void theWrittenFileIsTheModel(@TempDir Path folder) throws IOException {
        QuantizationResult result = quantizer().calibrate(samples(20).stream()).quantize();
        Path file = folder.resolve("int8.tflite");
        result.write(file);
        Model loaded = Model.load(file);
        for (float[] sample : samples(20)) {
            assertArrayEquals(run(result.model(), sample), run(loaded, sample), 0);
        }
    }

    @Test
    void theSignatureIsKept(@TempDir Path folder) throws IOException {
        Graph plain = SmallNetwork.float32();
        Signature signature = new Signature("classify", Map.of("photo", 0), Map.of("classes", 0));
        Graph named = new Graph(
                plain.name(),
                plain.tensors(),
                plain.operators(),
                plain.inputs(),
                plain.outputs(),
                plain.rounding(),
                plain.variables(),
                signature);
        for (InterfaceType type : InterfaceType.values()) {
            Path file = folder.resolve(type + ".tflite");
            Quantizer.of(Model.of(named))
                    .backend(Backend.JAVA)
                    .calibrate(samples(20))
                    .interfaceType(type)
                    .quantize()
                    .write(file);
            Model int8 = Model.load(file, "classify");
            assertEquals(List.of(signature), int8.signatures());
            try (Session session = int8.newSession()) {
                assertEquals(int8.inputs().get(0), session.input("photo").tensor());
                assertEquals(int8.outputs().get(0), session.output("classes").tensor());
            }
        }
    }

    @Test
    void summarizesWhatWasDone() {
        List<Integer> progress = new ArrayList<>();
        QuantizationResult result = quantizer()
                .calibrate(samples(3))
                .onProgress(progress::add)
                .interfaceType(InterfaceType.FLOAT32)
                .quantize();
        assertEquals(List.of(1, 2, 3), progress);
        assertEquals(3, result.samples());
        assertEquals(4 * (108 + 4 + 72 + 8 + 8 + 40), result.floatBytes());
        // The dense layer has no bias but gets one, which takes up its mean error.
        assertEquals(108 + 4 * 4 + 72 + 4 * 8 + 8 + 40 + 4 * 5, result.quantizedBytes());
        List<TensorSummary> tensors = result.tensors();
        assertEquals(14, tensors.size());
        assertEquals("image", tensors.get(0).name());
        assertEquals("INPUT", tensors.get(0).operator());
        assertEquals(2f / 255, tensors.get(0).quantization().scale(), 1e-4);
        assertEquals(-1, tensors.get(0).range().minimum(), 1e-2);
        TensorSummary last = tensors.get(13);
        assertEquals("probabilities", last.name());
        assertEquals("SOFTMAX", last.operator());
        assertEquals(Quantization.perTensor(1f / 256, -128), last.quantization());
        assertTrue(last.range().minimum() > 0 && last.range().maximum() < 1, last.toString());
    }

    /** Eight bits are worth clipping for, sixteen are not: a method knows how many there are. */
    @Test
    void methodsKnowTheGridOfTheScheme() {
        List<float[]> samples = samples(50);
        samples.get(0)[0] = 30;
        Quantizer quantizer = quantizer().method(new Entropy()).calibrate(samples);
        assertTrue(quantizer.quantize().tensors().get(0).range().maximum() < 10);
        assertEquals(
                30,
                quantizer
                        .scheme(Scheme.INT8.with("int16"))
                        .quantize()
                        .tensors()
                        .get(0)
                        .range()
                        .maximum());
    }

    @Test
    void aTensorThatIsAlwaysZeroIsNoTrouble() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int out = g.activation("out", 1, 2);
        g.add(new Add(in, in, out, Activation.NONE));
        Model int8 = Quantizer.of(Model.of(g.build(out)))
                .backend(Backend.JAVA)
                .calibrate(List.of(new float[2]))
                .quantize()
                .model();
        assertArrayEquals(new float[2], run(int8, new float[2]));
    }

    @Test
    void saysWhatIsMissing() {
        assertRefused(
                "no samples to calibrate with; call calibrate", IllegalStateException.class, quantizer()::quantize);
        assertRefused(
                "no samples to calibrate test with",
                IllegalStateException.class,
                quantizer().calibrate(List.of())::quantize);
        assertRefused(
                "sample 0 has 5 values, but input 0 \"image\" float32[1,8,8,3] of test takes 192",
                IllegalArgumentException.class,
                quantizer().calibrate(List.of(new float[5]))::quantize);
        assertRefused(
                "the model is quantized already",
                ModelException.class,
                () -> Quantizer.of(Model.of(SmallNetwork.int8())));
    }

    /** A dense layer of each input, and their sum. */
    private static Model twoInputs() {
        GraphBuilder g = new GraphBuilder();
        int left = g.input("left", 1, 2);
        int right = g.input("right", 1, 3);
        int first = g.activation("first", 1, 2);
        int second = g.activation("second", 1, 2);
        int out = g.activation("out", 1, 2);
        g.add(new FullyConnected(
                left, g.floats("u", Shape.of(2, 2), 1, 0.3f, -0.7f, 2), -1, first, Activation.NONE, false));
        g.add(new FullyConnected(
                right,
                g.floats("v", Shape.of(2, 3), 0.4f, -1, 0.9f, 1.1f, 0.2f, -0.6f),
                -1,
                second,
                Activation.RELU,
                false));
        g.add(new Add(first, second, out, Activation.NONE));
        return Model.of(g.build(out));
    }

    private static List<float[][]> pairs(int count) {
        return samples(count).stream()
                .map(sample -> new float[][] {{sample[0], sample[1]}, {4 * sample[2], 4 * sample[3], 4 * sample[4]}})
                .toList();
    }

    private static float[] run(Model model, float[][] inputs) {
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input("left").putFloats(inputs[0]);
            session.input("right").putFloats(inputs[1]);
            session.run();
            return session.output(0).floats();
        }
    }

    @Test
    void samplesOfSeveralInputsLieInARow() {
        List<float[]> joined = pairs(60).stream().map(JoinedInputs::join).toList();
        Quantizer quantizer = Quantizer.of(twoInputs())
                .backend(Backend.JAVA)
                .calibrate(joined)
                .correctBiases(BiasCorrection.FULL, joined)
                .roundAdaptively(joined);
        QuantizationResult result = quantizer.quantize();
        for (float[][] sample : pairs(60)) {
            assertArrayEquals(run(twoInputs(), sample), run(result.model(), sample), 0.15f);
        }
        assertTrue(result.cost().keptOut());
        assertRefused(
                "sample 0 has 4 values, but the inputs [\"left\" float32[1,2], \"right\" float32[1,3]] of test take"
                        + " 5 in all",
                IllegalArgumentException.class,
                Quantizer.of(twoInputs()).calibrate(List.of(new float[4]))::quantize);
    }

    /** Each input by itself is what Calibration takes. */
    @Test
    void joinedSamplesTeachWhatTheInputsDo() {
        QuantizationResult joined = Quantizer.of(twoInputs())
                .backend(Backend.JAVA)
                .plain()
                .calibrate(pairs(20).stream().map(JoinedInputs::join))
                .quantize();
        try (Calibration calibration = new Calibration(twoInputs(), Backend.JAVA)) {
            pairs(20).forEach(calibration::add);
            assertEquals(
                    Quantizer.of(twoInputs())
                            .backend(Backend.JAVA)
                            .plain()
                            .quantize(calibration.statistics())
                            .graph(),
                    joined.graph());
        }
    }

    private static void assertRefused(String problem, Class<? extends Exception> type, Executable executable) {
        Exception e = assertThrows(type, executable);
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }
}
