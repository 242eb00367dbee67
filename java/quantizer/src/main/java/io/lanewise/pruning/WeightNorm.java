// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import java.util.Arrays;

/**
 * Scores of the weights alone. The weights of a group that lie in one operator count together, as a share of what the
 * groups of that operator have on average, so that layers of large weights are worth no more than others; the score is
 * the mean over the operators that write the group's channels (Li et al., Pruning Filters for Efficient ConvNets, 2017,
 * has it of single layers).
 */
public enum WeightNorm implements ChannelScores {
    /** The sum of magnitudes. */
    L1,
    /** The root of the sum of squares. */
    L2;

    @Override
    public double[] of(ChannelGroups groups) {
        double[] sums = new double[groups.count()];
        int[] parts = new int[groups.count()];
        Graph graph = groups.graph();
        for (int i = 0; i < graph.operators().size(); i++) {
            if (graph.operators().get(i) instanceof WeightedOperator layer) {
                groups.cuts(i).stream()
                        .filter(cut -> cut.tensor() == layer.weights()
                                && cut.channels().axis() == layer.channelAxis())
                        .forEach(cut -> add(graph, cut, sums, parts));
            }
        }
        for (int group = 0; group < sums.length; group++) {
            sums[group] /= Math.max(1, parts[group]);
        }
        return sums;
    }

    private void add(Graph graph, Cut cut, double[] sums, int[] parts) {
        if (!graph.tensor(cut.tensor()).isFloatConstant()) {
            return;
        }
        double[] norms = norms(graph, cut, sums.length);
        int[] groups = cut.channels().groups().toArray();
        double mean = Arrays.stream(groups)
                .mapToDouble(group -> norms[group])
                .average()
                .orElse(0);
        for (int group : groups) {
            sums[group] += mean == 0 ? 1 : norms[group] / mean;
            parts[group]++;
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
