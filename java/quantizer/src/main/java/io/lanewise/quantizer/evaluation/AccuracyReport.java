// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.util.List;

/**
 * An evaluation with what chance leaves open.
 *
 * @param models each classifier's accuracy, in the order of the evaluation
 * @param comparisons the first classifier against each other one
 */
public record AccuracyReport(List<Accuracy> models, List<PairedDifference> comparisons) {

    /**
     * One classifier's.
     *
     * @param name the classifier
     * @param samples number of samples
     * @param top1 accuracy
     * @param top1Interval where the true accuracy lies
     * @param top5 part of the samples whose label is among the five highest scores
     * @param macroF1 mean of the classes' F1
     * @param macroAuc mean of the classes' area under the ROC curve, each class against the rest; null where
     *        unknown
     */
    public record Accuracy(
            String name,
            int samples,
            double top1,
            Interval top1Interval,
            double top5,
            double macroF1,
            Double macroAuc) {}

    /**
     * Copies the lists.
     *
     * @param models each classifier's accuracy, in the order of the evaluation
     * @param comparisons the first classifier against each other one
     */
    public AccuracyReport {
        models = List.copyOf(models);
        comparisons = List.copyOf(comparisons);
    }

    /**
     * {@return the figures of an evaluation, as reports print them}
     *
     * @param evaluation of one model or several
     */
    public static AccuracyReport of(Evaluation evaluation) {
        int samples = evaluation.models().get(0).metrics().samples();
        return new AccuracyReport(
                evaluation.models().stream().map(AccuracyReport::accuracy).toList(),
                evaluation.comparisons().stream()
                        .map(comparison -> PairedDifference.of(
                                samples, comparison.onlyFirstCorrect(), comparison.onlySecondCorrect()))
                        .toList());
    }

    private static Accuracy accuracy(Evaluation.ModelResult result) {
        Metrics metrics = result.metrics();
        return new Accuracy(
                result.name(),
                metrics.samples(),
                metrics.top1(),
                Interval.wilson(metrics.correct(), metrics.samples()),
                metrics.top5(),
                metrics.macroF1(),
                metrics.macroAuc());
    }
}
