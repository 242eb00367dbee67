// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Counts one classifier's answers and turns the counts into {@link Metrics}. */
public final class MetricsCounter {
    private final int[][] confusion;
    private final AreaUnderCurve areas;
    private int samples;
    private int inTop5;

    /**
     * Starts from zero.
     *
     * @param classes number of classes
     * @throws IllegalArgumentException if there are fewer than two classes
     */
    public MetricsCounter(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier needs at least 2 classes, got " + classes);
        }
        this.confusion = new int[classes][classes];
        this.areas = new AreaUnderCurve(classes);
    }

    /**
     * Counts one sample.
     *
     * @param scores one score for each class
     * @param label the right class
     * @return the answer: the class of the highest score, the first of equal ones
     * @throws IllegalArgumentException if the number of scores is not that of the classes, or the label is no class
     */
    public int add(float[] scores, int label) {
        if (scores.length != confusion.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + confusion.length + " classes");
        }
        if (label < 0 || label >= confusion.length) {
            throw new IllegalArgumentException("label " + label + " is not one of the " + confusion.length
                    + " classes, 0 to " + (confusion.length - 1));
        }
        int answer = Ranking.best(scores);
        confusion[label][answer]++;
        areas.add(scores, label);
        samples++;
        if (Ranking.rank(scores, label) < 5) {
            inTop5++;
        }
        return answer;
    }

    /**
     * {@return the metrics of all samples so far}
     *
     * @throws IllegalStateException if there are none
     */
    public Metrics metrics() {
        if (samples == 0) {
            throw new IllegalStateException("no samples to evaluate");
        }
        List<ClassMetrics> classes = IntStream.range(0, confusion.length)
                .mapToObj(this::classMetrics)
                .toList();
        int correct = classes.stream().mapToInt(ClassMetrics::correct).sum();
        return new Metrics(
                samples,
                correct,
                (double) correct / samples,
                (double) inTop5 / samples,
                macro(classes, ClassMetrics::precision),
                macro(classes, ClassMetrics::recall),
                macro(classes, ClassMetrics::f1),
                areas.macro(),
                classes,
                Arrays.stream(confusion)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }

    private ClassMetrics classMetrics(int label) {
        int support = Arrays.stream(confusion[label]).sum();
        int predicted = Arrays.stream(confusion).mapToInt(row -> row[label]).sum();
        return ClassMetrics.of(label, support, predicted, confusion[label][label]);
    }

    private static double macro(List<ClassMetrics> classes, ToDoubleFunction<ClassMetrics> metric) {
        return classes.stream()
                .filter(ClassMetrics::occurs)
                .mapToDouble(metric)
                .average()
                .orElseThrow();
    }
}
