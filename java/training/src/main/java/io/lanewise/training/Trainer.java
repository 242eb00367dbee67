// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import java.util.List;
import java.util.Map;

/**
 * A network whose weights and biases change step by step, for batches of one size. One thread uses it at a time; the
 * same steps from the same start give the same bits on one machine.
 */
public interface Trainer extends AutoCloseable {

    /** {@return how many samples a step takes} */
    int batch();

    /**
     * One step down the gradient of the mean loss of a batch.
     *
     * @param inputs for each input of the graph its values of all samples, sample after sample, NHWC
     * @param targets as many as the loss asks for ({@link Loss#targets}), each sample after sample
     * @param learningRate above 0; of integer weights in steps of their scales
     * @return the loss before the step
     * @throws IllegalArgumentException if there are not as many values as a batch has
     */
    float step(List<float[]> inputs, List<float[]> targets, float learningRate);

    /**
     * {@return for each output of the graph its values of a batch, as the weights are now}
     *
     * @param inputs as of {@link #step}
     */
    List<float[]> outputs(List<float[]> inputs);

    /** Ends the tracking of ranges: later steps have them as they are now. Of no account where none are tracked. */
    void freezeRanges();

    /**
     * Ends a step: stops weights that jump to and fro ({@link OscillationFreezing}), and lets what changes with time
     * ({@link SoftRounding}) go on. Does nothing where neither was asked for.
     *
     * @param progress share of the steps of the whole run that are done, 0 to 1
     */
    void endStep(double progress);

    /** {@return the graph that is trained, for one sample, with the weights and biases that the last step has left} */
    Graph graph();

    /** {@return everything that later steps depend on} */
    State state();

    /**
     * Goes on where another trainer of the same graph and settings was, to the bit.
     *
     * @param state of that trainer
     * @throws IllegalArgumentException if it is of another network
     */
    void restore(State state);

    @Override
    void close();

    /**
     * What a trainer's next step depends on.
     *
     * @param steps how many it has done
     * @param frozen whether ranges are no longer tracked
     * @param values of variables, by their names
     */
    record State(long steps, boolean frozen, Map<String, float[]> values) {}
}
