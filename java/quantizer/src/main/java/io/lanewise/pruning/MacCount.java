// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Multiply-accumulates of a graph that channels are taken out of, without taking them out. Those of an operator with
 * weights are proportional to the positions that are left along each axis of its weights; those of others stay.
 */
final class MacCount {

    /** One operator: what it has with all channels, the axes of its weights and its outputs that become shorter. */
    private record Entry(long macs, List<Channels> axes, long outputs, List<Channels> channels) {
        long without(IntPredicate removed) {
            return left(macs, axes, removed);
        }

        long outputsWithout(IntPredicate removed) {
            return left(outputs, channels, removed);
        }

        private static long left(long all, List<Channels> axes, IntPredicate removed) {
            double left = all;
            for (Channels axis : axes) {
                left *= (double) axis.kept(removed).length / axis.size();
            }
            return Math.round(left);
        }
    }

    private final List<Entry> operators = new ArrayList<>();
    /** For each group, the operators whose weights it has a part of. */
    private final List<List<Entry>> users = new ArrayList<>();

    MacCount(ChannelGroups groups) {
        IntStream.range(0, groups.count()).forEach(group -> users.add(new ArrayList<>()));
        Graph graph = groups.graph();
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            List<Channels> axes = operator instanceof WeightedOperator layer
                    ? groups.cuts(i).stream()
                            .filter(cut -> cut.tensor() == layer.weights())
                            .map(Cut::channels)
                            .toList()
                    : List.of();
            int output = operator.output();
            Entry entry = new Entry(
                    operator.macs(graph),
                    axes,
                    graph.tensor(output).shape().elements(),
                    groups.channels(output).filter(channels -> channels.size() > 0).stream()
                            .toList());
            operators.add(entry);
            axes.stream()
                    .flatMapToInt(Channels::groups)
                    .distinct()
                    .forEach(group -> users.get(group).add(entry));
        }
    }

    /** Of the whole graph. */
    long without(IntPredicate removed) {
        return operators.stream().mapToLong(entry -> entry.without(removed)).sum();
    }

    /**
     * Of the operators that have weights of a group, where an output costs as much as some besides: of a family, all
     * groups give the same.
     */
    long workOfUsers(int group, IntPredicate removed, int macsOfAnOutput) {
        return users.get(group).stream()
                .mapToLong(entry -> entry.without(removed) + macsOfAnOutput * entry.outputsWithout(removed))
                .sum();
    }
}
