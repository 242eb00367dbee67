// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/**
 * How much a network learns from a teacher, and how much from labels, or from targets if it classifies nothing.
 *
 * @param share of the teacher, from 0, labels or targets alone, to 1, neither of them
 * @param temperature that divides logits of classes, above 0: the higher it is, the more the teacher's second thoughts
 *        count (Hinton et al. 2015, arXiv 1503.02531)
 */
public record Distillation(float share, float temperature) {
    /** Of a teacher alone, at a temperature of 2. */
    public static final Distillation ALONE = new Distillation(1, 2);

    /**
     * Checks the ranges.
     *
     * @param share from 0 to 1
     * @param temperature above 0
     * @throws IllegalArgumentException if one is out of its range
     */
    public Distillation {
        if (!(share >= 0 && share <= 1) || !(temperature > 0) || !Float.isFinite(temperature)) {
            throw new IllegalArgumentException("a teacher's share of " + share + " at a temperature of " + temperature
                    + ": from 0 to 1, and above 0");
        }
    }
}
