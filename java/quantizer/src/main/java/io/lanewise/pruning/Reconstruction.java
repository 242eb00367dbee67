// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import java.util.stream.IntStream;

/**
 * Makes up for removed channels in the layers that read them: what is left tells as much as it can of what is gone
 * ({@link Regression}), and the mean of the rest goes into the bias. (He et al., Channel Pruning for Accelerating Very
 * Deep Neural Networks, 2017, has the first; here each layer by itself, on what the graph with all channels gives it,
 * so that one pass over the samples is enough.)
 */
final class Reconstruction {
    private final ChannelPruning pruning;
    private final GraphEditor pruned;

    private Reconstruction(ChannelPruning pruning) {
        this.pruning = pruning;
        this.pruned = GraphEditor.of(pruning.apply());
    }

    /** The graph without the channels, corrected. */
    static Graph apply(ChannelPruning pruning, LayerInputs inputs) {
        Reconstruction pass = new Reconstruction(pruning);
        inputs.layers().forEach(pass::correct);
        return pass.pruned.cleaned();
    }

    private boolean isGone(LayerInput input, int i) {
        return pruning.removed().contains(input.channelGroup(i));
    }

    private void correct(int operator, LayerInput input) {
        int[] left =
                IntStream.range(0, input.depth()).filter(i -> !isGone(input, i)).toArray();
        int[] gone =
                IntStream.range(0, input.depth()).filter(i -> isGone(input, i)).toArray();
        if (gone.length == 0) {
            return;
        }
        Graph graph = pruning.groups().graph();
        float[] all = graph.tensor(input.layer().weights()).floats();
        int channels = all.length / input.depth();
        int[] kept = pruning.groups()
                .channels(input.layer().output())
                .map(outputs -> outputs.kept(pruning.removed()::contains))
                .orElseGet(() -> IntStream.range(0, channels).toArray());
        WeightedOperator layer = (WeightedOperator) pruned.operator(operator);
        float[] weights = pruned.tensor(layer.weights()).floats();
        float[] bias = Corrected.bias(pruned, layer, kept.length);
        double cells = cellsOfASum(graph, input);
        for (int group = 0; group < input.groups(); group++) {
            double[] mean = input.mean(group);
            Regression regression = input.hasMoments() ? new Regression(input.moments(), group, left, gone) : null;
            for (int c = 0; c < kept.length; c++) {
                if (kept[c] / (channels / input.groups()) == group) {
                    int row = kept[c] * input.depth();
                    for (int i : gone) {
                        bias[c] += (float) (cells * all[row + i] * mean[i]);
                    }
                    double[] told = regression == null ? new double[0] : regression.weights(all, row);
                    for (int i = 0; i < told.length; i++) {
                        weights[c * left.length + i] += (float) told[i];
                        bias[c] -= (float) (told[i] * mean[left[i]]);
                    }
                }
            }
        }
        Corrected.replace(pruned, operator, weights, bias);
    }

    /** How often a weight counts in a sum: once, but of a transposed convolution less, as its outputs are more. */
    private static double cellsOfASum(Graph graph, LayerInput input) {
        long products = (long) graph.tensor(input.layer().output()).shape().elements() * input.depth();
        return (double) input.layer().macs(graph) / products;
    }
}
