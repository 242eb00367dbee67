// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.quantizer.data.DataSource;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.IdxFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    /** Answers class {@code sample + shift} of three; takes 1000 ns more for each sample than for the one before. */
    private static final class Shifted implements Classifier {
        private final int shift;
        private long nanos;

        Shifted(int shift) {
            this.shift = shift;
        }

        @Override
        public String name() {
            return "shifted " + shift;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public Prediction classify(ByteBuffer sample) {
            float[] scores = new float[3];
            scores[Math.min(sample.get(0) + shift, 2)] = 1;
            nanos += 1000;
            return new Prediction(scores, nanos);
        }
    }

    private static Dataset bytes(String name, int... values) throws IOException {
        byte[] file = new byte[8 + values.length];
        ByteBuffer.wrap(file).putInt(0x0801).putInt(values.length);
        for (int i = 0; i < values.length; i++) {
            file[8 + i] = (byte) values[i];
        }
        return IdxFiles.open(new DataSource(name, () -> new ByteArrayInputStream(file)));
    }

    @Test
    void comparesSideBySide() throws IOException {
        // Samples 0 1 2 1: the first answers 0 1 2 1, the second 1 2 2 2.
        Dataset dataset = bytes("samples", 0, 1, 2, 1)
                .withLabels(bytes("labels", 0, 2, 2, 0))
                .withClassNames(List.of("a", "b", "c"));
        int[] calls = {0};
        Evaluation evaluation = Evaluator.evaluate(List.of(new Shifted(0), new Shifted(1)), dataset, () -> calls[0]++);
        assertEquals(4, calls[0]);
        assertEquals(List.of("a", "b", "c"), evaluation.classNames());
        assertEquals(0.5, evaluation.models().get(0).metrics().top1());
        assertEquals(0.5, evaluation.models().get(1).metrics().top1());
        // Agree on the third sample; the first alone is right on sample 0, the second alone on sample 1.
        assertEquals(
                List.of(new Evaluation.Comparison("shifted 0", "shifted 1", 1, 0.25, 1, 1)), evaluation.comparisons());
        // 1, 2, 3, 4 microseconds
        assertEquals(2.5, evaluation.models().get(0).medianMicros());
    }

    @Test
    void samplesThatCannotBeEvaluatedAreRefused() throws IOException {
        Dataset samples = bytes("samples", 0, 1);
        assertEquals("samples: has no labels; evaluation needs them", message(samples));
        assertEquals(
                "samples: sample 1 has label 3, but shifted 0 has 3 classes, 0 to 2",
                message(samples.withLabels(bytes("labels", 0, 3))));
    }

    private static String message(Dataset dataset) {
        return assertThrows(
                        DatasetException.class, () -> Evaluator.evaluate(List.of(new Shifted(0)), dataset, () -> {}))
                .getMessage();
    }

    @Test
    void theMedianOfAnOddNumberIsTheMiddle() {
        Latencies latencies = new Latencies();
        for (int i = 0; i < 2001; i++) {
            latencies.add(i * 7919L % 2001 * 1000);
        }
        assertEquals(1000, latencies.medianMicros());
    }
}
