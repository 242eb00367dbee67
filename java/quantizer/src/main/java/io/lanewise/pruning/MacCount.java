// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Multiply-accumulates of a graph that channels are taken out of, without taking them out. Those of an operator with
 * weights are proportional to the positions that are left along each axis of its weights; those of others stay.
 */
final class MacCount {

    /**
     * What some operators have.
     *
     * @param macs multiply-accumulates
     * @param outputs elements of their results
     * @param weights as many as they are
     */
    record Left(long macs, long outputs, long weights) {
        static final Left NOTHING = new Left(0, 0, 0);

        Left plus(Left other) {
            return new Left(macs + other.macs, outputs + other.outputs, weights + other.weights);
        }
    }

    /** One operator: what it has with all channels, and the axes of its weights and its output that become shorter. */
    private record Entry(Left all, List<Channels> axes, List<Channels> outputs) {
        Left without(IntPredicate removed) {
            double share = share(axes, removed);
            return new Left(
                    Math.round(all.macs * share),
                    Math.round(all.outputs * share(outputs, removed)),
                    Math.round(all.weights * share));
        }

        private static double share(List<Channels> axes, IntPredicate removed) {
            double left = 1;
            for (Channels axis : axes) {
                left *= (double) axis.kept(removed).length / axis.size();
            }
            return left;
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
            Shape output = graph.tensor(operator.output()).shape();
            long weights = operator instanceof WeightedOperator layer
                    ? graph.tensor(layer.weights()).shape().elements()
                    : 0;
            Entry entry = new Entry(
                    new Left(operator.macs(graph), output.elements(), weights),
                    axes,
                    groups.channels(operator.output()).filter(channels -> channels.size() > 0).stream()
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
        return operators.stream()
                .mapToLong(entry -> entry.without(removed).macs())
                .sum();
    }

    /** Of the operators that have weights of a group: of a family, all groups give the same. */
    Left ofUsers(int group, IntPredicate removed) {
        return users.get(group).stream().map(entry -> entry.without(removed)).reduce(Left.NOTHING, Left::plus);
    }
}
