// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.adaptation.Adaptation;
import io.lanewise.adaptation.AdaptationReport;
import io.lanewise.adaptation.AdaptedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * A deployed int8 classifier learns five classes from 20 images of each, and its int8 answers to others are right
 * nearly as often as those of Tribuo's softmax regression, in real numbers, on the same features.
 */
class AdaptationAccuracyTest {
    private static final double POINTS = 0.02;

    @Test
    void learnsLettersThatLieOnTheirSides() throws IOException {
        check("glyphs", AdaptationTask.lyingLetters(), 0xbcb476b6);
    }

    @Test
    void learnsDigitsWhereItKnewPhotos() throws IOException {
        check("resnet8", AdaptationTask.digitsForPhotos(), 0x4de32611);
    }

    /** The checksum is the new file's CRC-32: what is trained is the same, to the last bit, on every machine. */
    private static void check(String name, AdaptationTask task, int checksum) throws IOException {
        AdaptedModel adapted = adapt(task);
        CRC32 actual = new CRC32();
        actual.update(adapted.content());
        double int8 = accuracy(adapted.model(), task);
        double reference =
                new SoftmaxRegressionReference(Model.load(task.model())).accuracy(task.examples(), task.judged());
        AdaptationReport report = adapted.report();
        System.out.printf(
                Locale.ROOT,
                "%s: int8 %.2f %%, Tribuo %.2f %% of %d; features %.2f s, training %.2f s in %d iterations; %d bytes of"
                        + " features, %d of training, %d of layers; examples: float %.3f, int8 %.3f, agreement %.3f%n",
                name,
                100 * int8,
                100 * reference,
                task.count(),
                report.extractionNanos() / 1e9,
                report.trainingNanos() / 1e9,
                report.iterations(),
                report.featureBytes(),
                report.trainingBytes(),
                report.extractor().total(),
                report.floatAccuracy(),
                report.int8Accuracy(),
                report.agreement());
        assertTrue(int8 >= reference - POINTS, int8 + " is more than " + POINTS + " below " + reference);
        assertEquals(checksum, (int) actual.getValue(), () -> Long.toHexString(actual.getValue()));
    }

    private static AdaptedModel adapt(AdaptationTask task) throws IOException {
        try (Adaptation adaptation = Adaptation.of(task.model())) {
            for (int label = 0; label < AdaptationTask.CLASSES; label++) {
                for (byte[] image : task.examples().get(label)) {
                    adaptation.example("class " + label, image);
                }
            }
            return adaptation.train();
        }
    }

    /** The new file is one for TFLite too, which gives the same bytes. */
    @OnOracle
    @Test
    void tfliteRunsWhatWasAdapted() throws IOException {
        AdaptationTask task = AdaptationTask.lyingLetters();
        AdaptedModel adapted = adapt(task);
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        for (List<byte[]> ofClass : task.judged()) {
            for (byte[] image : ofClass) {
                images.write(image);
            }
        }
        try (TfliteOracle oracle = new TfliteOracle()) {
            assertArrayEquals(
                    oracle.run(adapted.content(), images.toByteArray()),
                    ModelRun.run(adapted.model(), Backend.AUTO, images.toByteArray(), task.count()));
        }
    }

    private static double accuracy(Model model, AdaptationTask task) {
        int right = 0;
        try (Session session = model.newSession()) {
            for (int label = 0; label < AdaptationTask.CLASSES; label++) {
                for (byte[] image : task.judged().get(label)) {
                    session.input(0).put(image);
                    session.run();
                    right += largest(session.output(0).floats()) == label ? 1 : 0;
                }
            }
        }
        return (double) right / task.count();
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }
}
