// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.ModelFiles;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Float models give what an independent executor gave, recorded in the shared data: in every record, no output is
 * further from the recorded one than 1e-4 of the record's largest recorded magnitude; and as many records are
 * classified rightly.
 */
class FloatReferenceTest {
    private static final float TOLERANCE = 1e-4f;
    private static final int JAVA_RECORDS = 300;
    /** Of ImageNet's pixels from 0 to 1, red, green and blue. */
    static Stream<Arguments> modelsAndBackends() {
        // A model of the dynamic range computes other than in floats: see QuantizedModelTest.
        return StoredModel.list("expected.json").stream()
                .filter(stored -> stored.logits() != null && !stored.model().contains("dynrange"))
                .flatMap(stored -> Counts.backends().map(backend -> Arguments.of(stored, backend)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("modelsAndBackends")
    void isCloseToTheRecordedOutputs(StoredModel stored, Backend backend) throws IOException {
        // Plain Java is slow; what it computes does not depend on the record.
        int count =
                Math.min(stored.n(), backend == Backend.JAVA ? Math.min(JAVA_RECORDS, Counts.RECORDS) : Counts.RECORDS);
        float[] expected = IdxFile.read(SharedData.file(stored.logits())).floats(count);
        byte[] samples = stored.samples(count);
        byte[] labels = stored.labels(count);
        Model model = ModelFiles.load(SharedData.file(stored.model()));
        int classes = model.outputs().get(0).shape().elements();
        float[] input = new float[model.inputs().get(0).shape().elements()];
        int correct = 0;
        int expectedCorrect = 0;
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
            for (int record = 0; record < count; record++) {
                for (int i = 0; i < input.length; i++) {
                    input[i] = stored.preprocess(samples[record * input.length + i], i % 3);
                }
                session.input(0).putFloats(input);
                session.run();
                float[] row = session.output(0).floats();
                float[] expectedRow = java.util.Arrays.copyOfRange(expected, record * classes, (record + 1) * classes);
                float error = relativeError(expectedRow, row);
                int at = record;
                assertTrue(error <= TOLERANCE, () -> stored + " " + backend + ", record " + at + ": error " + error);
                correct += largest(row) == labels[record] ? 1 : 0;
                expectedCorrect += largest(expectedRow) == labels[record] ? 1 : 0;
            }
        }
        assertEquals(expectedCorrect, correct);
        assertTrue(count < stored.n() || correct == stored.correct(), stored + " classifies " + correct);
    }

    /** NaN where an output is. */
    private static float relativeError(float[] expected, float[] actual) {
        float magnitude = 0;
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference / magnitude;
    }

    private static int largest(float[] row) {
        int largest = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
