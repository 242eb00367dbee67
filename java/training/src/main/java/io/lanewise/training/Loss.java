// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.List;

/** What a step makes smaller: a mean over the samples of a batch. */
public sealed interface Loss {

    /** {@return with how many arrays a batch of outputs is compared} */
    int targets();

    /**
     * The cross-entropy of classes, less the entropy of the targets, which no step can change: the Kullback-Leibler
     * divergence, sum of p log(p / q), of what softmax makes of the network's logits, divided by a temperature, q, from
     * the targets, p, times the square of the temperature (Hinton et al. 2015, arXiv 1503.02531, section 2). It is 0
     * where both are equal. Targets are probabilities: of a label 1 for its class and 0 for others, where it is the
     * cross-entropy itself, or a teacher's at the same temperature.
     *
     * @param temperature above 0; 1 for labels
     */
    record CrossEntropy(float temperature) implements Loss {

        /**
         * Checks the temperature.
         *
         * @param temperature above 0
         * @throws IllegalArgumentException if it is not
         */
        public CrossEntropy {
            if (!(temperature > 0) || Float.isInfinite(temperature)) {
                throw new IllegalArgumentException("temperature " + temperature + ": it has to be above 0");
            }
        }

        @Override
        public int targets() {
            return 1;
        }
    }

    /**
     * A share of the cross-entropy with a teacher, and the rest of that with labels at a temperature of 1 (the same).
     * Targets are first the teacher's probabilities, at the teacher's temperature, then the labels'.
     *
     * @param teacher its temperature
     * @param share of the teacher, from 0 to 1
     */
    record Distillation(CrossEntropy teacher, float share) implements Loss {

        /**
         * Checks the share.
         *
         * @param teacher its temperature
         * @param share of the teacher, from 0 to 1
         * @throws IllegalArgumentException if it is not
         */
        public Distillation {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share " + share + ": it has to be from 0 to 1");
            }
        }

        @Override
        public int targets() {
            return 2;
        }
    }

    /**
     * The sum over all outputs of the mean square of their differences from the targets, each divided by a variance, so
     * that outputs of all sizes count alike. One target for each output.
     *
     * @param variances of each output of the graph, above 0; 1 for the mean square itself
     */
    record SquaredError(List<Float> variances) implements Loss {

        /**
         * Checks the variances.
         *
         * @param variances of each output of the graph, above 0
         * @throws IllegalArgumentException if one is not
         */
        public SquaredError {
            variances = List.copyOf(variances);
            if (variances.isEmpty() || !variances.stream().allMatch(v -> v > 0 && Float.isFinite(v))) {
                throw new IllegalArgumentException("variances " + variances + ": each has to be above 0");
            }
        }

        @Override
        public int targets() {
            return variances.size();
        }
    }
}
