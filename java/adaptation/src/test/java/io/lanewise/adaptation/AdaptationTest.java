// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.FileTables;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptationTest {
    private static final List<String> NAMES = List.of("rows", "columns", "chequered", "gradient");

    @TempDir
    Path folder;

    private static void addExamples(Adaptation adaptation, int classes, int each) {
        Random random = new Random(3);
        for (int i = 0; i < each; i++) {
            for (int label = 0; label < classes; label++) {
                adaptation.example(NAMES.get(label), DeployedModel.image(label, random));
            }
        }
    }

    private static AdaptedModel train(Path file, int classes) throws IOException {
        try (Adaptation adaptation = Adaptation.of(file)) {
            addExamples(adaptation, classes, 10);
            return adaptation.train();
        }
    }

    /** Of images of noise that it was not trained with. */
    private static double accuracy(Model model, int classes) {
        Random random = new Random(4);
        int right = 0;
        try (Session session = model.newSession()) {
            for (int i = 0; i < 50 * classes; i++) {
                session.input(0).putFloats(DeployedModel.image(i % classes, random));
                session.run();
                float[] answer = session.output(0).floats();
                int best = 0;
                for (int k = 1; k < answer.length; k++) {
                    best = answer[k] > answer[best] ? k : best;
                }
                right += best == i % classes ? 1 : 0;
            }
        }
        return right / (50.0 * classes);
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, INT8",
        "true, true, INT8",
        "false, false, INT8",
        "true, false, FLOAT32",
        "false, true, FLOAT32"
    })
    void learnsOtherClasses(boolean softmax, boolean perChannel, InterfaceType type) throws IOException {
        Graph deployed = DeployedModel.int8(DeployedModel.real(softmax), perChannel ? Scheme.INT8 : Scheme.PLAIN, type);
        Path file = DeployedModel.write(folder, deployed);
        AdaptedModel adapted = train(file, 4);
        assertEquals(NAMES, adapted.classes());
        Path target = folder.resolve("adapted.tflite");
        adapted.write(target);
        Model model = Model.load(target);
        assertTrue(accuracy(model, 4) > 0.95, () -> accuracy(model, 4) + " right");
        Head head = Head.of(model.graph(), null);
        assertEquals(perChannel, head.isPerChannel());
        assertNoStepIsWasted(model, head);
        AdaptationReport report = adapted.report();
        assertEquals(40, report.examples());
        assertTrue(report.converged() && report.iterations() > 0, report::toString);
        assertTrue(report.floatAccuracy() > 0.95 && report.int8Accuracy() > 0.95 && report.agreement() > 0.95);
        assertEquals(40 * DeployedModel.CHANNELS, report.featureBytes());
        assertTrue(report.extractor().total() > 0 && report.trainingBytes() > 0);
    }

    /** The logits of the examples take the whole range of int8, but for what rounding moves. */
    private static void assertNoStepIsWasted(Model model, Head head) {
        Random random = new Random(3);
        int smallest = 127;
        int largest = -128;
        try (Session session = model.newSession(SessionOptions.defaults().keepingAllTensors())) {
            for (int i = 0; i < 40; i++) {
                session.input(0).putFloats(DeployedModel.image(i % 4, random));
                session.run();
                for (byte logit : session.tensor(head.dense().output()).bytes()) {
                    smallest = Math.min(smallest, logit);
                    largest = Math.max(largest, logit);
                }
            }
        }
        assertTrue(smallest <= -126 && largest >= 125, smallest + " to " + largest);
    }

    /** What the old layer computes, by its integers in real numbers, is what its int8 logits say. */
    @Test
    void theOldLayerIsReadAsItRuns() throws IOException {
        Head head = Head.of(DeployedModel.int8(DeployedModel.real(false), Scheme.INT8, InterfaceType.INT8), null);
        LinearClassifier old = head.classifier();
        double[] logits = new double[3];
        Random random = new Random(9);
        try (Session session = Model.of(head.alone()).newSession()) {
            float step = session.output(0).tensor().quantization().scale();
            for (int i = 0; i < 20; i++) {
                byte[] q = new byte[DeployedModel.CHANNELS];
                for (int j = 0; j < q.length; j++) {
                    q[j] = (byte) (random.nextInt(100) - 100);
                }
                session.input(0).put(q);
                session.run();
                old.logits(q, logits);
                byte[] integers = session.output(0).bytes();
                for (int k = 0; k < 3; k++) {
                    if (integers[k] != 127 && integers[k] != -128) {
                        assertEquals(logits[k], session.output(0).floats()[k], 0.51 * step);
                    }
                }
            }
        }
    }

    @Test
    void outputsOfUint8StayUint8() throws IOException {
        Graph int8 = DeployedModel.int8(DeployedModel.real(true), Scheme.PLAIN, InterfaceType.INT8);
        GraphEditor editor = GraphEditor.of(int8);
        int output = editor.add(
                new Tensor("bytes", DataType.UINT8, Shape.of(1, 3), Quantization.perTensor(1f / 256, 0), null));
        editor.add(new Quantize(int8.outputs().get(0), output));
        editor.setInterface(int8.inputs(), List.of(output));
        Model model = train(DeployedModel.write(folder, editor.cleaned()), 4).model();
        assertEquals(DataType.UINT8, model.outputs().get(0).type());
        assertTrue(accuracy(model, 4) > 0.95);
    }

    @Test
    void whatIsNotOfTheHeadStaysAsItWas() throws IOException {
        Path file = DeployedModel.write(folder);
        Graph before = Model.load(file).graph();
        Graph after = train(file, 4).model().graph();
        assertEquals(before.signature(), after.signature());
        assertEquals(before.inputs().size(), after.inputs().size());
        assertEquals(
                before.operators().stream().map(Operator::kind).toList(),
                after.operators().stream().map(Operator::kind).toList());
        for (int i = 0; i < before.operators().size(); i++) {
            Tensor old = before.tensor(before.operators().get(i).output());
            Tensor now = after.tensor(after.operators().get(i).output());
            assertEquals(old.name(), now.name());
            boolean head = old.name().equals("dense") || old.name().equals("probabilities");
            assertEquals(head ? Shape.of(1, 4) : old.shape(), now.shape());
            if (!old.name().equals("dense")) {
                assertEquals(old.quantization(), now.quantization());
            }
        }
        // The old layer's tensors are gone.
        assertEquals(before.tensors().size(), after.tensors().size());
    }

    @Test
    void equalExamplesGiveEqualFiles() throws IOException {
        Path file = DeployedModel.write(folder);
        assertEquals(train(file, 3).content(), train(file, 3).content());
    }

    @Test
    void anotherTensorCanBeTheFeatures() throws IOException {
        Path file = DeployedModel.write(folder);
        try (Adaptation adaptation = Adaptation.of(file, "conv")) {
            assertEquals(
                    Shape.of(1, 6, 6, DeployedModel.CHANNELS),
                    adaptation.features().shape());
            addExamples(adaptation, 4, 10);
            AdaptedModel adapted = adaptation.train();
            assertEquals(
                    List.of("CONV_2D", "FULLY_CONNECTED", "SOFTMAX"),
                    adapted.model().graph().operators().stream()
                            .map(Operator::kind)
                            .toList());
            assertTrue(accuracy(adapted.model(), 4) > 0.95);
            adapted.write(folder.resolve("adapted.tflite"));
            assertEquals(
                    adapted.model().graph().tensors().stream()
                            .filter(Tensor::isConstant)
                            .mapToLong(Tensor::bytes)
                            .sum(),
                    FileTables.read("adapted", adapted.content()).constants().stream()
                            .mapToLong(ByteBuffer::remaining)
                            .sum(),
                    "bytes of constants that nothing reads");
        }
    }

    @Test
    void aModelThatWasAdaptedCanLearnFurtherClasses() throws IOException {
        Path first = folder.resolve("first.tflite");
        train(DeployedModel.write(folder), 3).write(first);
        double before = accuracy(Model.load(first), 3);
        try (Adaptation adaptation = Adaptation.of(first).keep(NAMES.subList(0, 3))) {
            addExamples(adaptation, 4, 3);
            AdaptedModel adapted = adaptation.train();
            assertEquals(NAMES, adapted.classes());
            assertTrue(accuracy(adapted.model(), 4) > 0.9, () -> accuracy(adapted.model(), 4) + " right");
            assertTrue(accuracy(adapted.model(), 3) > before - 0.05);
        }
    }

    @Test
    void strongRegularizationKeepsTheOldAnswers() throws IOException {
        Path first = folder.resolve("first.tflite");
        train(DeployedModel.write(folder), 3).write(first);
        try (Adaptation adaptation =
                Adaptation.of(first).keep(NAMES.subList(0, 3)).l2(1e6)) {
            Random random = new Random(8);
            // All labels wrong: what it knows has to win.
            for (int label = 0; label < 3; label++) {
                adaptation.example(NAMES.get((label + 1) % 3), DeployedModel.image(label, random));
            }
            assertEquals(
                    accuracy(Model.load(first), 3), accuracy(adaptation.train().model(), 3), 0.05);
        }
    }

    @Test
    void progressIsToldAndCanEndTheTraining() throws IOException {
        try (Adaptation adaptation = Adaptation.of(DeployedModel.write(folder))) {
            addExamples(adaptation, 4, 10);
            List<Integer> iterations = new ArrayList<>();
            AdaptedModel adapted = adaptation.train((iteration, loss) -> iterations.add(iteration));
            assertEquals(adapted.report().iterations(), iterations.size());
            assertEquals(1, iterations.get(0));
            assertThrows(
                    InterruptedTraining.class,
                    () -> adaptation.train((iteration, loss) -> {
                        throw new InterruptedTraining();
                    }));
            assertFalse(adaptation.train().classes().isEmpty());
        }
    }

    private static final class InterruptedTraining extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
