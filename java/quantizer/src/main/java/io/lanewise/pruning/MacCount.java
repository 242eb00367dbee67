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

    /** One operator: what it has with all channels, and the axes that become shorter. */
    private record Entry(long macs, List<Channels> axes) {
        long without(IntPredicate removed) {
            double left = macs;
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
            Entry entry = new Entry(operator.macs(graph), axes);
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

    /** Of the operators that have weights of a group: of a family, all groups give the same. */
    long ofUsers(int group, IntPredicate removed) {
        return users.get(group).stream()
                .mapToLong(entry -> entry.without(removed))
                .sum();
    }
}
