// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.pruning.ChannelScores;
import io.lanewise.pruning.Pruner;
import io.lanewise.pruning.mask.PolynomialSchedule;
import io.lanewise.pruning.mask.WeightMask;
import io.lanewise.pruning.mask.WeightScores;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The rounds of a {@link Pruning}: how much goes in each, and what is zero after it. */
record PruningRounds(Pruning pruning) {

    /** Scores channels when it is asked to. */
    interface Scoring {
        ChannelScores scores() throws IOException;
    }

    /** The graph without the channels of a round; {@code round}: from 1; {@code samples} to make up for them by. */
    Graph removed(Graph graph, int round, Scoring scoring, Iterable<float[]> samples) throws IOException {
        double left = (1 - gone(round)) / (1 - gone(round - 1));
        return left >= 1
                ? graph
                : Pruner.of(graph)
                        .scores(scoring.scores())
                        .multipleOf(pruning.multiple())
                        .toMacs(left)
                        .apply(samples, Backend.AUTO);
    }

    private double gone(int round) {
        return schedule(1 - pruning.macs()).at(round);
    }

    private PolynomialSchedule schedule(double target) {
        return new PolynomialSchedule(0, target, 0, pruning.rounds());
    }

    /** The weights that are zero after a round, the lowest of the graph; null if none are to be. */
    WeightMask mask(Graph graph, int round) {
        return pruning.sparsity() == 0
                ? null
                : WeightMask.of(
                        graph,
                        pruning.block(),
                        schedule(pruning.sparsity()).at(round),
                        WeightScores.L1,
                        operator -> true);
    }

    /** By the name of a constant, which of its values are trained; {@code mask}: null for all. */
    static Map<String, boolean[]> kept(Graph graph, WeightMask mask) {
        Map<String, boolean[]> kept = new HashMap<>();
        if (mask != null) {
            for (int tensor : mask.tensors()) {
                boolean[] values = new boolean[graph.tensor(tensor).shape().elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = !mask.isZero(tensor, i);
                }
                kept.put(graph.tensor(tensor).name(), values);
            }
        }
        return kept;
    }
}
