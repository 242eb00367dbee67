// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores by what channels give to the layers that read them: the variance of what a group adds to the sums of a layer,
 * over samples, places and output channels, as a share of the variance of the sums, and that summed over the layers.
 * What does not vary counts nothing: biases make up for it. Of a layer whose inputs have no moments they are taken for
 * independent and of one variance, which leaves the squares of its weights.
 *
 * @param inputs of the graph that is pruned
 */
public record VarianceShare(LayerInputs inputs) implements ChannelScores {

    @Override
    public double[] of(ChannelGroups groups) {
        inputs.requireOf(groups);
        double[] scores = new double[groups.count()];
        for (LayerInput input : inputs.layers().values()) {
            add(input, groups.graph().tensor(input.layer().weights()), scores);
        }
        return scores;
    }

    private static void add(LayerInput input, Tensor weights, double[] scores) {
        int[] groupOf =
                IntStream.range(0, input.depth()).map(input::channelGroup).toArray();
        float[] values = weights.floats();
        int each = values.length / input.groups();
        double[] own = new double[scores.length];
        double all = 0;
        for (int group = 0; group < input.groups(); group++) {
            double[] covariance = input.hasMoments() ? input.moments().covariance(group) : null;
            for (int at = group * each; at < (group + 1) * each; at += input.depth()) {
                float[] row = Arrays.copyOfRange(values, at, at + input.depth());
                all += covariance == null ? addSquares(row, groupOf, own) : addVariances(row, covariance, groupOf, own);
            }
        }
        for (int group = 0; group < own.length; group++) {
            scores[group] += all > 0 ? Math.max(0, own[group]) / all : 0;
        }
    }

    /** Adds wᵀ C w of each group's part of a row, and returns that of the row. */
    private static double addVariances(float[] row, double[] covariance, int[] groupOf, double[] own) {
        double all = 0;
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                double part = covariance[i * row.length + j] * row[i] * row[j];
                all += part;
                own[groupOf[i]] += groupOf[j] == groupOf[i] ? part : 0;
            }
        }
        return all;
    }

    private static double addSquares(float[] row, int[] groupOf, double[] own) {
        double all = 0;
        for (int i = 0; i < row.length; i++) {
            double square = (double) row[i] * row[i];
            own[groupOf[i]] += square;
            all += square;
        }
        return all;
    }
}
