// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import java.util.List;

/**
 * A network whose weights and biases change step by step, for batches of one size. One thread uses it at a time; the
 * same steps from the same start give the same bits on one machine.
 */
public interface Trainer extends AutoCloseable {

    /** {@return how many samples a step takes} */
    int batch();

    /** {@return how many inputs the graph has} */
    int inputs();

    /**
     * One step down the gradient of the mean loss of a batch.
     *
     * @param inputs for each input of the graph its values of all samples, sample after sample, NHWC
     * @param targets what the loss compares with, sample after sample
     * @param learningRate above 0; of integer weights in steps of their scales
     * @return the loss before the step
     * @throws IllegalArgumentException if there are not as many values as a batch has
     */
    float step(List<float[]> inputs, float[] targets, float learningRate);

    /**
     * {@return for each output of the graph its values of a batch, as the weights are now}
     *
     * @param inputs as of {@link #step}
     */
    List<float[]> outputs(List<float[]> inputs);

    /** {@return the graph that is trained, for one sample, with the weights and biases that the last step has left} */
    Graph graph();

    @Override
    void close();
}
