// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;

/**
 * Channels that are to be taken out of a graph.
 *
 * @param groups the channels of the graph
 * @param removed which of them go
 */
public record ChannelPruning(ChannelGroups groups, GroupSet removed) {

    /**
     * Checks that something is left of every tensor.
     *
     * @param groups the channels of the graph
     * @param removed which of them go
     * @throws IllegalArgumentException if one of them has to stay, or is none, or nothing is left of a tensor
     */
    public ChannelPruning {
        removed.stream().forEach(group -> requireRemovable(groups, group));
        for (int tensor = 0; tensor < groups.graph().tensors().size(); tensor++) {
            Channels channels = groups.channels(tensor).orElse(Channels.WHOLE);
            if (channels.size() > 0 && channels.kept(removed::contains).length == 0) {
                throw new IllegalArgumentException(
                        "tensor " + groups.graph().tensor(tensor) + " would be left without channels");
            }
        }
    }

    private static void requireRemovable(ChannelGroups groups, int group) {
        if (groups.families().stream().noneMatch(family -> family.contains(group))) {
            throw new IllegalArgumentException(
                    "group " + group + " of " + groups.graph().name() + " cannot be removed");
        }
    }

    /** {@return the graph without the channels: the same operators, of the same indices, on smaller tensors} */
    public Graph apply() {
        return ChannelRemoval.apply(groups, removed);
    }

    /**
     * As {@link #apply()}; layers that read removed channels make up for them, by what the graph with all channels
     * computes on samples: weights of the channels that are left change so that those tell as much as they can of what
     * is gone, and the mean of the rest goes into biases. Of transposed convolutions, and of sums of more than 1,536
     * products, only means are made up for. Where a window reaches beyond the image, the mean over all places is an
     * approximation.
     *
     * @param samples values of the inputs, read once; some hundred
     * @param backend what runs the graph
     * @return the smaller graph
     * @throws IllegalArgumentException if there are no samples, or one is of another size
     */
    public Graph apply(Iterable<float[]> samples, Backend backend) {
        return Reconstruction.apply(this, samples, backend);
    }
}
