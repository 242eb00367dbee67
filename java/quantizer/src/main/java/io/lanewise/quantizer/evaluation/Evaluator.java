// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.SampleReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs classifiers over the same labelled samples in one pass. */
public final class Evaluator {
    private final List<? extends Classifier> classifiers;
    private final List<MetricsCounter> counters = new ArrayList<>();
    private final List<Latencies> latencies = new ArrayList<>();
    private final int[] answers;
    private final int[] agreeing;
    private final int[] onlyFirst;
    private final int[] onlyOther;
    private int samples;

    private Evaluator(List<? extends Classifier> classifiers) {
        this.classifiers = classifiers;
        for (Classifier classifier : classifiers) {
            counters.add(new MetricsCounter(classifier.classes()));
            latencies.add(new Latencies());
        }
        this.answers = new int[classifiers.size()];
        this.agreeing = new int[classifiers.size()];
        this.onlyFirst = new int[classifiers.size()];
        this.onlyOther = new int[classifiers.size()];
    }

    /**
     * Runs every sample through every classifier, once.
     *
     * @param classifiers at least one
     * @param dataset samples with labels
     * @param progress called after each sample
     * @return right answers, confusions and times of each, and what tells them from the first
     * @throws DatasetException if the samples have no labels or a label is no class of a classifier
     * @throws IOException if a sample cannot be read
     * @throws IllegalArgumentException if there is no classifier, or one has fewer than two classes
     */
    public static Evaluation evaluate(List<? extends Classifier> classifiers, Dataset dataset, Runnable progress)
            throws IOException {
        if (classifiers.isEmpty()) {
            throw new IllegalArgumentException("no classifier to evaluate");
        }
        if (!dataset.labelled()) {
            throw new DatasetException(dataset.name(), "has no labels; evaluation needs them");
        }
        Evaluator evaluator = new Evaluator(classifiers);
        try (SampleReader reader = dataset.open()) {
            while (reader.next()) {
                evaluator.add(dataset, reader);
                progress.run();
            }
        }
        return evaluator.result(dataset);
    }

    private void add(Dataset dataset, SampleReader reader) throws DatasetException {
        int label = reader.label();
        for (int i = 0; i < answers.length; i++) {
            int classes = classifiers.get(i).classes();
            if (label >= classes) {
                throw new DatasetException(
                        dataset.name(),
                        "sample " + samples + " has label " + label + ", but "
                                + classifiers.get(i).name() + " has " + classes + " classes, 0 to " + (classes - 1));
            }
            Classifier.Prediction prediction = classifiers.get(i).classify(reader.data());
            latencies.get(i).add(prediction.nanos());
            answers[i] = counters.get(i).add(prediction.scores(), label);
            agreeing[i] += answers[i] == answers[0] ? 1 : 0;
            onlyFirst[i] += answers[0] == label && answers[i] != label ? 1 : 0;
            onlyOther[i] += answers[0] != label && answers[i] == label ? 1 : 0;
        }
        samples++;
    }

    private Evaluation result(Dataset dataset) {
        List<Evaluation.ModelResult> results = new ArrayList<>();
        List<Evaluation.Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            String name = classifiers.get(i).name();
            results.add(new Evaluation.ModelResult(
                    name, counters.get(i).metrics(), latencies.get(i).medianMicros()));
            if (i > 0) {
                comparisons.add(new Evaluation.Comparison(
                        classifiers.get(0).name(),
                        name,
                        agreeing[i],
                        (double) agreeing[i] / samples,
                        onlyFirst[i],
                        onlyOther[i]));
            }
        }
        return new Evaluation(dataset.name(), dataset.classNames(), results, comparisons);
    }
}
