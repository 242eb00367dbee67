// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/** What a step makes smaller: a mean over the samples of a batch. */
public sealed interface Loss {

    /**
     * The cross-entropy of classes: minus the sum of each target times the logarithm of what softmax makes of the
     * network's logits, both divided by a temperature, times its square (Hinton et al. 2015, arXiv 1503.02531,
     * section 2). Targets are probabilities: of a label 1 for its class and 0 for others, or a teacher's at the same
     * temperature.
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
    }

    /** The mean square of the differences between the first output and the targets. */
    record SquaredError() implements Loss {}
}
