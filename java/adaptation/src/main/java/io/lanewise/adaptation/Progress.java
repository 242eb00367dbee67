// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

/** Is told how training goes, on the thread that trains. What it throws ends the training and reaches the caller. */
@FunctionalInterface
public interface Progress {

    /**
     * One iteration over all examples is done.
     *
     * @param iteration from 1
     * @param loss mean cross-entropy of the examples plus the regularization, in nats; never more than before
     */
    void iteration(int iteration, double loss);
}
