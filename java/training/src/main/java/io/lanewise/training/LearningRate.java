// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/** How large steps are over the course of a run. */
@FunctionalInterface
public interface LearningRate {

    /**
     * {@return the rate of a step}
     *
     * @param step 0 to {@code steps} less 1
     * @param steps of the whole run
     */
    float at(int step, int steps);

    /**
     * {@return a rate that falls along half a cosine from a start to 0 (Loshchilov and Hutter 2017, arXiv 1608.03983,
     * equation 5, without restarts)}
     *
     * @param start of the first step
     */
    static LearningRate cosine(float start) {
        return (step, steps) -> (float) (start * 0.5 * (1 + Math.cos(Math.PI * step / steps)));
    }
}
