// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes groups of channels out of a graph: weights, biases, constants and shapes become smaller. */
final class ChannelRemoval {
    private final ChannelGroups groups;
    private final GroupSet removed;
    private final GraphEditor editor;
    /** What is left of a constant, by how it is cut: operators that share it go on sharing. */
    private final Map<Remainder, Integer> remainders = new HashMap<>();

    private record Remainder(int tensor, List<Integer> axes) {}

    private ChannelRemoval(ChannelGroups groups, GroupSet removed) {
        this.groups = groups;
        this.removed = removed;
        this.editor = GraphEditor.withoutOperators(groups.graph());
    }

    /** Operators stay where they are, tensors get new indices. */
    static Graph apply(ChannelGroups groups, GroupSet removed) {
        return new ChannelRemoval(groups, removed).apply();
    }

    private Graph apply() {
        Graph graph = groups.graph();
        for (int tensor = 0; tensor < graph.tensors().size(); tensor++) {
            int index = tensor;
            groups.channels(tensor)
                    .ifPresent(channels -> editor.replace(index, without(editor.tensor(index), channels)));
        }
        for (int i = 0; i < graph.operators().size(); i++) {
            Map<Integer, Integer> constants = constants(groups.cuts(i));
            editor.add(MovementRules.remaining(graph.operators().get(i), groups, removed)
                    .remap(tensor -> constants.getOrDefault(tensor, tensor)));
        }
        return editor.cleaned();
    }

    /** What is left of the constants of one operator. */
    private Map<Integer, Integer> constants(List<Cut> cuts) {
        Map<Integer, SortedMap<Integer, Channels>> axes = new HashMap<>();
        for (Cut cut : cuts) {
            axes.computeIfAbsent(cut.tensor(), tensor -> new TreeMap<>())
                    .put(cut.channels().axis(), cut.channels());
        }
        Map<Integer, Integer> left = new HashMap<>();
        axes.forEach((tensor, along) -> {
            Remainder remainder = new Remainder(tensor, List.copyOf(along.keySet()));
            left.put(tensor, remainders.computeIfAbsent(remainder, r -> editor.add(cut(tensor, along.values()))));
        });
        return left;
    }

    private Tensor cut(int tensor, Collection<Channels> axes) {
        Tensor constant = editor.tensor(tensor);
        for (Channels channels : axes) {
            constant = without(constant, channels);
        }
        return constant;
    }

    private Tensor without(Tensor tensor, Channels channels) {
        int[] kept = channels.kept(removed::contains);
        if (kept.length == channels.size()) {
            return tensor;
        }
        int[] dims = tensor.shape().dims();
        dims[channels.axis()] = kept.length;
        ByteBuffer data = tensor.isConstant() ? taken(tensor, channels.axis(), kept) : null;
        return new Tensor(tensor.name(), tensor.type(), Shape.of(dims), tensor.quantization(), data);
    }

    /** The data of some positions along an axis. */
    private static ByteBuffer taken(Tensor tensor, int axis, int[] kept) {
        int size = tensor.shape().dim(axis);
        int run = Math.toIntExact(tensor.type().bytes(Reshaping.inner(tensor.shape(), axis)));
        ByteBuffer data = tensor.data();
        int outer = data.remaining() / (size * run);
        ByteBuffer left = ByteBuffer.allocate(outer * kept.length * run);
        for (int o = 0; o < outer; o++) {
            for (int position : kept) {
                left.put(data.slice((o * size + position) * run, run));
            }
        }
        return left.flip();
    }
}
