// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/** Who watches a run. */
public interface TrainingMonitor {

    /** Watches nothing. */
    TrainingMonitor NONE = new TrainingMonitor() {};

    /**
     * A part of the work begins.
     *
     * @param task what is done now, in words
     */
    default void begin(String task) {}

    /**
     * A step is done.
     *
     * @param step from 1
     * @param steps of the whole run
     * @param loss before the step
     */
    default void step(int step, int steps, float loss) {}

    /**
     * A pass is done, or the start has been measured.
     *
     * @param pass how it went
     */
    default void pass(TrainingRun.Pass pass) {}

    /** {@return whether the run is to end now, with the best that it has} Asked before each step. */
    default boolean stopped() {
        return false;
    }
}
