// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.moments.InputReader;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the layers of a graph read that mix channels, gathered from samples in one pass: enough to tell what channels
 * are worth ({@link VarianceShare}), and to make up for those that are removed
 * ({@link ChannelPruning#apply(LayerInputs)}). Of transposed convolutions, sums of more than 1,536 products, and what
 * would need more than 512 MiB, means alone are kept.
 */
public final class LayerInputs {
    /** Bytes of all moments. */
    static final long BUDGET = 512L << 20;

    private final ChannelGroups groups;
    /** By operator. */
    private final SortedMap<Integer, LayerInput> layers = new TreeMap<>();

    private LayerInputs(ChannelGroups groups) {
        this.groups = groups;
        long left = BUDGET;
        Graph graph = groups.graph();
        for (int i = 0; i < graph.operators().size(); i++) {
            if (graph.operators().get(i) instanceof WeightedOperator layer) {
                for (Cut cut : groups.cuts(i)) {
                    if (cut.tensor() == layer.weights() && cut.channels().axis() != layer.channelAxis()) {
                        LayerInput input = new LayerInput(graph, layer, cut, left);
                        left -= input.bytes();
                        layers.put(i, input);
                    }
                }
            }
        }
    }

    /**
     * Runs the graph.
     *
     * @param groups its channels
     * @param samples values of the inputs, read once; some hundred
     * @param backend what runs it
     * @return what its layers read
     * @throws IllegalArgumentException if there are no samples, or one is of another size
     */
    public static LayerInputs measure(ChannelGroups groups, Iterable<float[]> samples, Backend backend) {
        LayerInputs result = new LayerInputs(groups);
        InputReader.feed(groups.graph(), samples, backend, result.layers);
        return result;
    }

    /** Refuses the channels of another graph. */
    void requireOf(ChannelGroups others) {
        if (others.graph() != groups.graph()) {
            throw new IllegalArgumentException("samples were run on another graph than this of "
                    + others.graph().name());
        }
    }

    Map<Integer, LayerInput> layers() {
        return layers;
    }
}
