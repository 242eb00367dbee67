// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

/** Says how much groups of channels are worth. */
@FunctionalInterface
public interface ChannelScores {

    /**
     * {@return a score of each group, by its number: finite, not negative; of two, the lower one goes first}
     *
     * @param groups of the graph that is pruned
     */
    double[] of(ChannelGroups groups);
}
