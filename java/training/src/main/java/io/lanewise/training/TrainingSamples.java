// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/** What a network is trained on, by number. */
public interface TrainingSamples {

    /** {@return how many there are} */
    int count();

    /**
     * {@return the values of an input, NHWC, preprocessed as for inference}
     *
     * @param sample 0 to {@link #count()} less 1
     * @param input of the graph, 0 to the number of its inputs less 1
     */
    float[] input(int sample, int input);

    /**
     * {@return what the loss compares the network with}
     *
     * @param sample 0 to {@link #count()} less 1
     */
    float[] target(int sample);
}
