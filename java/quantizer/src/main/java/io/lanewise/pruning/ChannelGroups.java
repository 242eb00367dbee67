// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The channels of a float graph that can only be removed together: output channels of a layer, the same channels of all
 * that is added to them, and the weights of whoever reads them. Groups are numbered from 0.
 *
 * <p>Groups that the same tensors have are a <em>family</em>, such as the output channels of a convolution, or all
 * channels of a row of residual blocks. Any of them may go but the last.
 */
public final class ChannelGroups {
    private final Graph graph;
    private final int count;
    private final Map<Integer, Channels> channels;
    private final List<List<Cut>> cuts;
    private final List<List<Integer>> families;

    private ChannelGroups(
            Graph graph,
            int count,
            Map<Integer, Channels> channels,
            List<List<Cut>> cuts,
            List<List<Integer>> families) {
        this.graph = graph;
        this.count = count;
        this.channels = channels;
        this.cuts = cuts;
        this.families = families;
    }

    /**
     * {@return the groups of a graph}
     *
     * @param graph whose weights are constants of float32; channels of others stay
     */
    public static ChannelGroups of(Graph graph) {
        return new Builder(graph).build();
    }

    /** {@return the graph that they are of} */
    public Graph graph() {
        return graph;
    }

    /** {@return the number of groups, those that have to stay among them} */
    public int count() {
        return count;
    }

    /**
     * {@return the channels of an activation; empty if it has none that are known, and stays whole}
     *
     * @param tensor index of the tensor
     */
    public Optional<Channels> channels(int tensor) {
        return Optional.ofNullable(channels.get(tensor));
    }

    /**
     * {@return what goes of the constants that an operator reads}
     *
     * @param operator index of the operator
     */
    public List<Cut> cuts(int operator) {
        return cuts.get(operator);
    }

    /** {@return the groups that may be removed, family by family, ascending; of each family one has to stay} */
    public List<List<Integer>> families() {
        return families;
    }

    private static final class Builder {
        private final Graph graph;
        private final ChannelFlow flow;
        /** The number of each root of the union-find. */
        private final Map<Integer, Integer> numbers = new HashMap<>();

        private final List<Integer> removable = new ArrayList<>();
        private final Map<Integer, Channels> channels = new HashMap<>();
        private final List<List<Cut>> cuts = new ArrayList<>();

        Builder(Graph graph) {
            this.graph = graph;
            this.flow = ChannelFlow.through(graph);
        }

        ChannelGroups build() {
            graph.operators().forEach(operator -> cuts.add(new ArrayList<>()));
            flow.channels().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> channels.put(entry.getKey(), numbered(entry.getValue())));
            for (Cut cut : flow.cuts()) {
                cuts.get(cut.operator()).add(new Cut(cut.operator(), cut.tensor(), numbered(cut.channels())));
            }
            return new ChannelGroups(graph, numbers.size(), channels, cuts, families());
        }

        private Channels numbered(Channels found) {
            return new Channels(
                    found.axis(),
                    Arrays.stream(found.owners()).map(this::number).toArray());
        }

        private int number(int channel) {
            return numbers.computeIfAbsent(flow.root(channel), root -> {
                if (!flow.stays(root)) {
                    removable.add(numbers.size());
                }
                return numbers.size();
            });
        }

        private List<List<Integer>> families() {
            Map<Integer, List<Integer>> holders = new HashMap<>();
            channels.keySet().stream()
                    .sorted()
                    .forEach(tensor -> channels.get(tensor)
                            .groups()
                            .forEach(group -> holders.computeIfAbsent(group, g -> new ArrayList<>())
                                    .add(tensor)));
            Map<List<Integer>, List<Integer>> families = new LinkedHashMap<>();
            Collections.sort(removable);
            for (int group : removable) {
                families.computeIfAbsent(holders.get(group), tensors -> new ArrayList<>())
                        .add(group);
            }
            return families.values().stream().map(List::copyOf).toList();
        }
    }
}
