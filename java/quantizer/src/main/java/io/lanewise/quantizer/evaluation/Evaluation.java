// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.util.List;

/**
 * Classifiers side by side on the same samples.
 *
 * @param dataset name of the samples
 * @param classNames names of the classes, by label; empty where unknown
 * @param models each classifier's results, in the order they were given
 * @param comparisons the first classifier against each other one
 */
public record Evaluation(
        String dataset, List<String> classNames, List<ModelResult> models, List<Comparison> comparisons) {

    /**
     * Copies the lists.
     *
     * @param dataset name of the samples
     * @param classNames names of the classes, by label; empty where unknown
     * @param models each classifier's results, in the order they were given
     * @param comparisons the first classifier against each other one
     */
    public Evaluation {
        classNames = List.copyOf(classNames);
        models = List.copyOf(models);
        comparisons = List.copyOf(comparisons);
    }

    /**
     * One classifier's results.
     *
     * @param name the classifier
     * @param metrics its answers against the labels
     * @param medianMicros median time of one inference in microseconds
     */
    public record ModelResult(String name, Metrics metrics, double medianMicros) {}

    /**
     * Two classifiers' answers against each other, right or wrong.
     *
     * @param first name of the one
     * @param second name of the other
     * @param agreeing samples to which both gave the same answer
     * @param agreement agreeing / samples
     * @param onlyFirstCorrect samples that only the first got right
     * @param onlySecondCorrect samples that only the second got right
     */
    public record Comparison(
            String first, String second, int agreeing, double agreement, int onlyFirstCorrect, int onlySecondCorrect) {}
}
