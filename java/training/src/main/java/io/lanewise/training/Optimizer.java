// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/** How a gradient moves weights. */
public sealed interface Optimizer {

    /**
     * Gradient descent with momentum: {@code v = momentum v + gradient; weight = weight - learningRate v}.
     *
     * @param momentum 0 for none, below 1
     */
    record Momentum(float momentum) implements Optimizer {

        /**
         * Checks the momentum.
         *
         * @param momentum 0 for none, below 1
         * @throws IllegalArgumentException if it is not
         */
        public Momentum {
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum " + momentum + ": it has to be from 0 to below 1");
            }
        }
    }

    /**
     * Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1).
     *
     * @param beta1 decay of the mean of gradients, below 1
     * @param beta2 decay of the mean of their squares, below 1
     * @param epsilon what is added to the root, above 0
     */
    record Adam(float beta1, float beta2, float epsilon) implements Optimizer {

        /** With the paper's 0.9, 0.999 and 1e-8. */
        public Adam() {
            this(0.9f, 0.999f, 1e-8f);
        }

        /**
         * Checks the ranges.
         *
         * @param beta1 decay of the mean of gradients, below 1
         * @param beta2 decay of the mean of their squares, below 1
         * @param epsilon what is added to the root, above 0
         * @throws IllegalArgumentException if one is out of its range
         */
        public Adam {
            if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
                throw new IllegalArgumentException("beta1 " + beta1 + ", beta2 " + beta2 + ", epsilon " + epsilon
                        + ": the decays have to be from 0 to below 1, epsilon above 0");
            }
        }
    }
}
