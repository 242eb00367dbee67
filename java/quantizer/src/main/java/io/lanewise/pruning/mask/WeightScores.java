// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

import io.lanewise.graph.Graph;

/** Says how much single weights are worth. A block is worth the mean of its weights. */
@FunctionalInterface
public interface WeightScores {
    /** Magnitudes: blocks by their L1 norms. */
    WeightScores L1 = (graph, tensor) -> {
        float[] scores = graph.tensor(tensor).floats();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.abs(scores[i]);
        }
        return scores;
    };

    /** Squares: blocks by their L2 norms. */
    WeightScores L2 = (graph, tensor) -> {
        float[] scores = graph.tensor(tensor).floats();
        for (int i = 0; i < scores.length; i++) {
            scores[i] *= scores[i];
        }
        return scores;
    };

    /**
     * {@return a score of each weight, row-major: finite, not negative; the lowest become zero. Of a training that is
     * {@code (weight x gradient)^2}, its first-order Taylor score}
     *
     * @param graph whose weights become zero
     * @param tensor index of a float32 constant
     */
    float[] of(Graph graph, int tensor);
}
