// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.util.List;

/**
 * One classifier's results. The answer to a sample is the class with the highest score; of equal scores, the lower
 * class. Macro averages give each class the same weight; they leave out classes that are neither a label nor an answer.
 *
 * @param samples number of samples
 * @param correct samples whose label is the answer
 * @param top1 correct / samples: the accuracy
 * @param top5 part of the samples whose label is among the five highest scores
 * @param macroPrecision mean of the classes' precision
 * @param macroRecall mean of the classes' recall
 * @param macroF1 mean of the classes' F1
 * @param macroAuc mean, over the classes that some but not all samples have as their label, of the area under the ROC
 *         curve of the class against the rest; null where there is no such class or there are more than 2^24 scores
 * @param classes every class, by label
 * @param confusion confusion.get(label).get(answer): number of samples
 */
public record Metrics(
        int samples,
        int correct,
        double top1,
        double top5,
        double macroPrecision,
        double macroRecall,
        double macroF1,
        Double macroAuc,
        List<ClassMetrics> classes,
        List<List<Integer>> confusion) {

    /**
     * Copies the lists.
     *
     * @param samples number of samples
     * @param correct samples whose label is the answer
     * @param top1 correct / samples: the accuracy
     * @param top5 part of the samples whose label is among the five highest scores
     * @param macroPrecision mean of the classes' precision
     * @param macroRecall mean of the classes' recall
     * @param macroF1 mean of the classes' F1
     * @param macroAuc mean, over the classes that some but not all samples have as their label, of the area under the
     *         ROC curve of the class against the rest; null where there is no such class or there are more than 2^24
     *         scores
     * @param classes every class, by label
     * @param confusion confusion.get(label).get(answer): number of samples
     */
    public Metrics {
        classes = List.copyOf(classes);
        confusion = confusion.stream().map(List::copyOf).toList();
    }
}
