// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import java.util.Arrays;

/**
 * Scores of the weights alone: for each layer that writes a group's channels or reads them, the norm of the weights
 * that go with it, as a share of what the layer's groups have on average, so that layers of large weights are worth no
 * more than others. A group's score is the sum of that: one that runs through many layers is worth more. (Li et al.,
 * Pruning Filters for Efficient ConvNets, 2017, has it of what writes; Fang et al., DepGraph, 2023, of groups.)
 */
public enum WeightNorm implements ChannelScores {
    /** The sum of magnitudes. */
    L1,
    /** The root of the sum of squares. */
    L2;

    @Override
    public double[] of(ChannelGroups groups) {
        double[] scores = new double[groups.count()];
        Graph graph = groups.graph();
        for (int i = 0; i < graph.operators().size(); i++) {
            if (graph.operators().get(i) instanceof WeightedOperator layer
                    && graph.tensor(layer.weights()).isFloatConstant()) {
                groups.cuts(i).stream()
                        .filter(cut -> cut.tensor() == layer.weights())
                        .forEach(cut -> add(graph, cut, scores));
            }
        }
        return scores;
    }

    private void add(Graph graph, Cut cut, double[] scores) {
        double[] norms = norms(graph, cut, scores.length);
        int[] groups = cut.channels().groups().toArray();
        double mean = Arrays.stream(groups)
                .mapToDouble(group -> norms[group])
                .average()
                .orElse(0);
        for (int group : groups) {
            scores[group] += mean == 0 ? 1 : norms[group] / mean;
        }
    }

    private double[] norms(Graph graph, Cut cut, int groups) {
        double[] norms = new double[groups];
        Channels channels = cut.channels();
        float[] weights = graph.tensor(cut.tensor()).floats();
        int inner = Reshaping.inner(graph.tensor(cut.tensor()).shape(), channels.axis());
        for (int i = 0; i < weights.length; i++) {
            double magnitude = Math.abs(weights[i]);
            norms[channels.group(i / inner % channels.size())] += this == L1 ? magnitude : magnitude * magnitude;
        }
        return this == L1 ? norms : Arrays.stream(norms).map(Math::sqrt).toArray();
    }
}
