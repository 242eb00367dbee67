// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.pruning.BlockPruning;
import io.lanewise.pruning.ChannelScores;
import io.lanewise.pruning.Pruner;
import io.lanewise.pruning.mask.PolynomialSchedule;
import io.lanewise.pruning.mask.WeightMask;
import io.lanewise.pruning.mask.WeightScores;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The rounds of a {@link Pruning}: how much goes in each, and what is zero after it. */
record PruningRounds(Pruning pruning) {

    /** Scores channels or weights when it is asked to. */
    interface Scoring<T> {
        T scores() throws IOException;
    }

    /** The graph without the channels of a round; {@code round}: from 1; {@code samples} to make up for them by. */
    Graph removed(Graph graph, int round, Scoring<? extends ChannelScores> scoring, Iterable<float[]> samples)
            throws IOException {
        double left = (1 - gone(round)) / (1 - gone(round - 1));
        return left >= 1
                ? graph
                : Pruner.of(graph)
                        .scores(scoring.scores())
                        .multipleOf(pruning.multiple())
                        .distribution(pruning.distribution())
                        .toMacs(left)
                        .apply(samples, Backend.AUTO);
    }

    private double gone(int round) {
        return schedule(1 - pruning.macs()).at(round);
    }

    private PolynomialSchedule schedule(double target) {
        return new PolynomialSchedule(0, target, 0, pruning.rounds());
    }

    /** The graph with the blocks of a round zero, those worth least; {@code samples} to make up for them by. */
    Graph masked(Graph graph, int round, Scoring<WeightScores> gradients, Iterable<float[]> samples)
            throws IOException {
        if (pruning.sparsity() == 0) {
            return graph;
        }
        double share = schedule(pruning.sparsity()).at(round);
        return switch (pruning.score()) {
            case VARIANCE -> BlockPruning.apply(graph, pruning.block(), share, samples, Backend.AUTO, operator -> true);
            case MAGNITUDE -> masked(graph, share, WeightScores.L1);
            case GRADIENT -> masked(graph, share, gradients.scores());
        };
    }

    private Graph masked(Graph graph, double share, WeightScores scores) {
        return WeightMask.of(graph, pruning.block(), share, scores, operator -> true)
                .apply(graph);
    }

    /** By the name of a constant that holds weights, which of them are trained: all that are not zero. */
    Map<String, boolean[]> kept(Graph masked) {
        Map<String, boolean[]> kept = new HashMap<>();
        if (pruning.sparsity() > 0) {
            for (Operator operator : masked.operators()) {
                if (operator instanceof WeightedOperator layer
                        && layer.channelAxis() == 0
                        && masked.tensor(layer.weights()).isFloatConstant()) {
                    kept.put(masked.tensor(layer.weights()).name(), nonZeros(masked.tensor(layer.weights())));
                }
            }
        }
        return kept;
    }

    private static boolean[] nonZeros(Tensor weights) {
        float[] values = weights.floats();
        boolean[] nonZeros = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            nonZeros[i] = values[i] != 0;
        }
        return nonZeros;
    }
}
