// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Variable;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Channels as they go through a graph, one operator after the other: a union-find over them, in which those that can
 * only be removed together become one. What no rule says anything about stays whole.
 */
final class ChannelFlow {
    private final Graph graph;
    /** Union-find: of each channel its parent, itself of a root. */
    private final List<Integer> parents = new ArrayList<>();
    /** Channels that stay. */
    private final BitSet kept = new BitSet();

    private final Map<Integer, Channels> channels = new HashMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    /** Who owns the positions of constants. */
    private final Map<Axis, int[]> cutAlong = new HashMap<>();

    private int operator;

    private record Axis(int tensor, int dimension) {}

    private ChannelFlow(Graph graph) {
        this.graph = graph;
    }

    /** Follows all channels of a graph. */
    static ChannelFlow through(Graph graph) {
        ChannelFlow flow = new ChannelFlow(graph);
        for (Operator operator : graph.operators()) {
            ChannelRules.follow(operator, flow);
            flow.operator++;
        }
        graph.outputs().forEach(flow::keep);
        for (Variable variable : graph.variables()) {
            flow.keep(variable.next());
        }
        return flow;
    }

    Shape shape(int tensor) {
        return graph.tensor(tensor).shape();
    }

    boolean isConstant(int tensor) {
        return graph.tensor(tensor).isConstant();
    }

    /** Whether positions can be taken out: integer constants, and values of a scale for each position, stay whole. */
    private boolean isPlain(int tensor) {
        Quantization quantization = graph.tensor(tensor).quantization();
        return isConstant(tensor)
                ? graph.tensor(tensor).type() != DataType.INT4 && quantization == null
                : quantization == null || !quantization.isPerChannel();
    }

    /** The channels of an activation; {@link Channels#WHOLE} of constants. */
    Channels of(int tensor) {
        return channels.getOrDefault(tensor, Channels.WHOLE);
    }

    /** Says what the channels of an output are. */
    void give(int tensor, Channels given) {
        if (given.isWhole()) {
            return;
        }
        if (given.size() != shape(tensor).dim(given.axis())) {
            throw new IllegalStateException(given + " are not the channels of " + graph.tensor(tensor));
        }
        channels.put(tensor, given);
        if (!isPlain(tensor)) {
            keep(tensor);
        }
    }

    /** New channels. */
    int[] fresh(int count) {
        int[] made = new int[count];
        for (int i = 0; i < count; i++) {
            made[i] = parents.size();
            parents.add(made[i]);
        }
        return made;
    }

    /** Says that one goes when the other does. */
    void join(int one, int other) {
        int first = root(one);
        int second = root(other);
        // The older one stays the root.
        parents.set(Math.max(first, second), Math.min(first, second));
        if (kept.get(first) || kept.get(second)) {
            kept.set(Math.min(first, second));
        }
    }

    /** The same of each pair. */
    void join(int[] ones, int[] others) {
        for (int i = 0; i < ones.length; i++) {
            join(ones[i], others[i]);
        }
    }

    /** Says that a tensor's channels stay. */
    void keep(int tensor) {
        keep(of(tensor).owners());
    }

    void keep(int[] channels) {
        for (int channel : channels) {
            kept.set(root(channel));
        }
    }

    /**
     * Says that positions of a constant that the operator at hand reads go with channels. A constant that several
     * operators read has the same positions taken out for all of them.
     */
    void cut(int tensor, int axis, int[] owners) {
        if (!isPlain(tensor)) {
            keep(owners);
        }
        int[] others = cutAlong.putIfAbsent(new Axis(tensor, axis), owners);
        if (others != null) {
            join(others, owners);
        }
        cuts.add(new Cut(operator, tensor, new Channels(axis, owners)));
    }

    List<Cut> cuts() {
        return cuts;
    }

    Map<Integer, Channels> channels() {
        return channels;
    }

    boolean stays(int channel) {
        return kept.get(root(channel));
    }

    /** The oldest of the channels that go together. */
    int root(int channel) {
        int root = channel;
        while (parents.get(root) != root) {
            // Halves the path.
            parents.set(root, parents.get(parents.get(root)));
            root = parents.get(root);
        }
        return root;
    }
}
