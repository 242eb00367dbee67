// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.MemoryReport;

/**
 * How an adaptation went. Accuracies are of the examples that it was trained on and flatter it; only examples that were
 * kept out say how good the new model is.
 *
 * @param examples how many there were
 * @param iterations of the training, each over all examples
 * @param converged whether training ended at the optimum, and not for its most iterations or rounding
 * @param loss mean of -log p of the right class plus the regularization, in nats
 * @param floatAccuracy share of the examples, 0 to 1, that the trained layer is right of before it becomes integers
 * @param int8Accuracy the same of the new model
 * @param agreement share of the examples, 0 to 1, of which both say the same class
 * @param extractionNanos nanoseconds that the features of all examples took
 * @param trainingNanos nanoseconds that training took
 * @param featureBytes Java heap that the features of all examples take
 * @param trainingBytes Java heap that training takes besides, at its most
 * @param extractor memory of the layers that compute the features
 */
public record AdaptationReport(
        int examples,
        int iterations,
        boolean converged,
        double loss,
        double floatAccuracy,
        double int8Accuracy,
        double agreement,
        long extractionNanos,
        long trainingNanos,
        long featureBytes,
        long trainingBytes,
        MemoryReport extractor) {}
