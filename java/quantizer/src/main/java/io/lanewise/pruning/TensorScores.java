// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.Map;

/**
 * Scores that something else has found for channels of activations, on one scale for the whole graph: a group's score
 * is the sum of those of its channels. Such are first-order Taylor scores, {@code (dL/dgate)^2} of a factor of 1 behind
 * each channel (Molchanov et al., Importance Estimation for Neural Network Pruning, 2019): score either what a layer
 * writes or what is made of it, not both, or a channel counts twice.
 *
 * @param scores for indices of tensors, a score of each position along the axis of its {@link Channels}; tensors
 *         without any are left out
 */
public record TensorScores(Map<Integer, float[]> scores) implements ChannelScores {

    /**
     * Copies the map.
     *
     * @param scores for indices of tensors, a score of each position along the axis of its channels
     */
    public TensorScores {
        scores = Map.copyOf(scores);
    }

    /**
     * {@return the sums}
     *
     * @throws IllegalArgumentException if a tensor has no channels, or more or fewer than it has scores, or a score is
     *     negative or not finite
     */
    @Override
    public double[] of(ChannelGroups groups) {
        double[] sums = new double[groups.count()];
        scores.forEach((tensor, values) -> add(groups, tensor, values, sums));
        return sums;
    }

    private static void add(ChannelGroups groups, int tensor, float[] values, double[] sums) {
        String name = "tensor " + groups.graph().tensor(tensor);
        Channels channels = groups.channels(tensor)
                .orElseThrow(() -> new IllegalArgumentException(name + " has no channels to score"));
        if (channels.size() != values.length) {
            throw new IllegalArgumentException(
                    name + " has " + channels.size() + " channels, got " + values.length + " scores");
        }
        for (int position = 0; position < values.length; position++) {
            if (!(values[position] >= 0 && values[position] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "score " + values[position] + " of channel " + position + " of " + name);
            }
            sums[channels.group(position)] += values[position];
        }
    }
}
