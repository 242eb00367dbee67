// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.moments.InputMoments;
import io.lanewise.quantizer.moments.InputReader;
import java.util.Optional;

/** What one layer multiplies its weights with, gathered from samples: moments, or means alone. */
final class LayerInput implements InputReader {
    /** Output cells of a sample that count for moments. */
    static final int CELLS = 64;
    /** Inputs of a sum whose moments are gathered: what is done with them grows with their cube. */
    static final int MOST_INPUTS = 1536;

    private final WeightedOperator layer;
    private final Channels channels;
    /** How many inputs a sum has. */
    private final int depth;

    private final int groups;
    /** Null where there are means alone. */
    private final InputMoments moments;
    /** Of each input channel. */
    private final double[] sums;

    private long cells;

    /** {@code cut}: of its weights, along the input channels. {@code bytes}: what moments may take. */
    LayerInput(Graph graph, WeightedOperator layer, Cut cut, long bytes) {
        this.layer = layer;
        this.channels = cut.channels();
        this.depth = graph.tensor(layer.weights()).shape().elements()
                / graph.tensor(layer.weights()).shape().dim(layer.channelAxis());
        Optional<WindowGeometry> window = layer.windows(graph);
        this.groups = window.map(WindowGeometry::groups).orElse(1);
        this.moments = window.filter(found -> depth <= MOST_INPUTS && InputMoments.bytes(found) <= bytes)
                .map(found -> new InputMoments(found, CELLS))
                .orElse(null);
        this.sums = new double[channels.size() * groups];
    }

    WeightedOperator layer() {
        return layer;
    }

    int depth() {
        return depth;
    }

    int groups() {
        return groups;
    }

    /** The group of channels that an input of a sum belongs to; the same in all groups of a grouped convolution. */
    int channelGroup(int input) {
        return channels.group(input % channels.size());
    }

    boolean hasMoments() {
        return moments != null;
    }

    InputMoments moments() {
        return moments;
    }

    /** Bytes of the moments. */
    long bytes() {
        return moments == null ? 0 : (long) Double.BYTES * depth * depth * groups;
    }

    @Override
    public void add(float[] input, int sample) {
        if (moments != null) {
            moments.add(input, sample);
            return;
        }
        cells += input.length / sums.length;
        for (int i = 0; i < input.length; i++) {
            sums[i % sums.length] += input[i];
        }
    }

    /** The mean of each input of a sum, of one group of a grouped convolution. */
    double[] mean(int group) {
        if (moments != null) {
            return moments.mean(group);
        }
        double[] mean = new double[depth];
        for (int i = 0; i < depth; i++) {
            mean[i] = sums[group * channels.size() + i % channels.size()] / cells;
        }
        return mean;
    }
}
