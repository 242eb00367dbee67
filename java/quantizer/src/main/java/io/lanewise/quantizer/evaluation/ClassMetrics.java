// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

/**
 * How well one class is told from the others. Where a quotient is 0/0 it counts as 0.
 *
 * @param label the class
 * @param support samples with this label
 * @param predicted samples for which the model chose this class
 * @param correct samples with this label for which it did
 * @param precision correct / predicted
 * @param recall correct / support
 * @param f1 harmonic mean of both: 2 * correct / (support + predicted)
 */
public record ClassMetrics(
        int label, int support, int predicted, int correct, double precision, double recall, double f1) {

    static ClassMetrics of(int label, int support, int predicted, int correct) {
        return new ClassMetrics(
                label,
                support,
                predicted,
                correct,
                quotient(correct, predicted),
                quotient(correct, support),
                quotient(2L * correct, (long) support + predicted));
    }

    private static double quotient(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Whether the class occurs at all, as a label or as an answer. */
    boolean occurs() {
        return support + predicted > 0;
    }
}
