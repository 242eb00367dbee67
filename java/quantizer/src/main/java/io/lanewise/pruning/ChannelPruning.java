// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import java.util.HashSet;
import java.util.Set;

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
        Set<Integer> removable = new HashSet<>();
        groups.families().forEach(removable::addAll);
        removed.stream().filter(group -> !removable.contains(group)).findFirst().ifPresent(group -> {
            throw new IllegalArgumentException(
                    "group " + group + " of " + groups.graph().name() + " cannot be removed");
        });
        for (int tensor = 0; tensor < groups.graph().tensors().size(); tensor++) {
            Channels channels = groups.channels(tensor).orElse(Channels.WHOLE);
            if (channels.size() > 0 && channels.kept(removed::contains).length == 0) {
                throw new IllegalArgumentException(
                        "tensor " + groups.graph().tensor(tensor) + " would be left without channels");
            }
        }
    }

    /** {@return the graph without the channels: the same operators, of the same indices, on smaller tensors} */
    public Graph apply() {
        return ChannelRemoval.apply(groups, removed);
    }

    /**
     * As {@link #apply()}; layers that read removed channels make up for them, by what they read of samples: weights of
     * the channels that are left change so that those tell as much as they can of what is gone, and the mean of the
     * rest goes into biases. Of layers of which means alone are known, biases make up for means; where a window reaches
     * beyond the image, that is an approximation.
     *
     * @param inputs of the graph's layers
     * @return the smaller graph
     * @throws IllegalArgumentException if they are of another graph
     */
    public Graph apply(LayerInputs inputs) {
        inputs.requireOf(groups);
        return Reconstruction.apply(this, inputs);
    }

    /**
     * The same, from samples.
     *
     * @param samples values of the inputs, read once; some hundred
     * @param backend what runs the graph
     * @return the smaller graph
     * @throws IllegalArgumentException if there are no samples, or one is of another size
     */
    public Graph apply(Iterable<float[]> samples, Backend backend) {
        return apply(LayerInputs.measure(groups, samples, backend));
    }
}
