// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsCounterTest {

    private static float[] answer(int classes, int answer) {
        float[] scores = new float[classes];
        scores[answer] = 1;
        return scores;
    }

    /**
     * Labels 0 0 0 0 1 1 2 2 2 2, answers 0 0 1 2 1 0 2 2 2 0, and a class 3 that never occurs. By hand: class 0 has 2
     * of 4 answers and 2 of 4 labels right, class 1 has 1 of 2 and 1 of 2, class 2 has 3 of 4 and 3 of 4.
     */
    @Test
    void countsByHand() {
        int[] labels = {0, 0, 0, 0, 1, 1, 2, 2, 2, 2};
        int[] answers = {0, 0, 1, 2, 1, 0, 2, 2, 2, 0};
        MetricsCounter counter = new MetricsCounter(4);
        for (int i = 0; i < labels.length; i++) {
            assertEquals(answers[i], counter.add(answer(4, answers[i]), labels[i]));
        }
        Metrics metrics = counter.metrics();
        assertEquals(10, metrics.samples());
        assertEquals(6, metrics.correct());
        assertEquals(0.6, metrics.top1());
        assertEquals(1.0, metrics.top5());
        assertEquals(
                List.of(List.of(2, 1, 1, 0), List.of(1, 1, 0, 0), List.of(1, 0, 3, 0), List.of(0, 0, 0, 0)),
                metrics.confusion());
        assertEquals(
                new ClassMetrics(0, 4, 4, 2, 0.5, 0.5, 0.5), metrics.classes().get(0));
        assertEquals(
                new ClassMetrics(1, 2, 2, 1, 0.5, 0.5, 0.5), metrics.classes().get(1));
        assertEquals(
                new ClassMetrics(2, 4, 4, 3, 0.75, 0.75, 0.75),
                metrics.classes().get(2));
        assertEquals(new ClassMetrics(3, 0, 0, 0, 0, 0, 0), metrics.classes().get(3));
        assertEquals((0.5 + 0.5 + 0.75) / 3, metrics.macroPrecision(), 1e-15);
        assertEquals((0.5 + 0.5 + 0.75) / 3, metrics.macroRecall(), 1e-15);
        assertEquals((0.5 + 0.5 + 0.75) / 3, metrics.macroF1(), 1e-15);
    }

    @Test
    void precisionAndRecallDiffer() {
        // Label 0 three times, answered 0, 1, 1; label 1 once, answered 1.
        MetricsCounter counter = new MetricsCounter(2);
        counter.add(answer(2, 0), 0);
        counter.add(answer(2, 1), 0);
        counter.add(answer(2, 1), 0);
        counter.add(answer(2, 1), 1);
        Metrics metrics = counter.metrics();
        assertEquals(
                new ClassMetrics(0, 3, 1, 1, 1, 1 / 3.0, 0.5), metrics.classes().get(0));
        assertEquals(
                new ClassMetrics(1, 1, 3, 1, 1 / 3.0, 1, 0.5), metrics.classes().get(1));
        assertEquals(2 / 3.0, metrics.macroPrecision(), 1e-15);
        assertEquals(2 / 3.0, metrics.macroRecall(), 1e-15);
    }

    @Test
    void fivePlacesCountForTop5() {
        float[] scores = {10, 9, 8, 7, 6, 5};
        MetricsCounter counter = new MetricsCounter(6);
        for (int label = 0; label < 6; label++) {
            counter.add(scores, label);
        }
        assertEquals(1 / 6.0, counter.metrics().top1());
        assertEquals(5 / 6.0, counter.metrics().top5());
    }

    @Test
    void ofEqualScoresTheLowerClassComesFirst() {
        float[] equal = {3, 3, 3, 3, 3, 3};
        assertEquals(0, Ranking.best(equal));
        assertEquals(4, Ranking.rank(equal, 4));
        assertEquals(5, Ranking.rank(equal, 5));
        MetricsCounter counter = new MetricsCounter(6);
        counter.add(equal, 4);
        counter.add(equal, 5);
        assertEquals(0.5, counter.metrics().top5());
    }

    @Test
    void nanComesLast() {
        float[] scores = {Float.NaN, Float.NEGATIVE_INFINITY, Float.NaN, 1};
        assertEquals(3, Ranking.best(scores));
        assertEquals(1, Ranking.rank(scores, 1));
        assertEquals(2, Ranking.rank(scores, 0));
        assertEquals(3, Ranking.rank(scores, 2));
    }

    @Test
    void badArgumentsAreRefused() {
        MetricsCounter counter = new MetricsCounter(3);
        assertThrows(IllegalStateException.class, counter::metrics);
        assertEquals(
                "label 3 is not one of the 3 classes, 0 to 2",
                assertThrows(IllegalArgumentException.class, () -> counter.add(new float[3], 3))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> counter.add(new float[2], 0));
        assertThrows(IllegalArgumentException.class, () -> new MetricsCounter(1));
    }
}
