// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.moments.InputMoments;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.stream.IntStream;

/** A layer that reads channels that are removed, and what is measured to make up for them. */
final class Reader {
    private final ChannelPruning pruning;
    private final int operator;
    private final WeightedOperator layer;
    private final Cut cut;
    /** Of the input; null where only means are made up for. */
    private final InputMoments moments;
    /** Mean of what the removed channels give to each output channel. */
    private double[] given;

    private int samples;

    /** {@code moments}: of its input; null to make up for means only. */
    Reader(ChannelPruning pruning, int operator, Cut cut, InputMoments moments) {
        this.pruning = pruning;
        this.operator = operator;
        this.layer = (WeightedOperator) pruning.groups().graph().operators().get(operator);
        this.cut = cut;
        this.moments = moments;
    }

    WeightedOperator layer() {
        return layer;
    }

    private Tensor weights() {
        return pruning.groups().graph().tensor(layer.weights());
    }

    /** The weights of the removed channels alone. */
    Tensor removedWeights() {
        return ZeroedChannels.of(
                weights(), cut.channels(), group -> !pruning.removed().contains(group));
    }

    /** Whether it asks for its input. */
    boolean hasMoments() {
        return moments != null;
    }

    /** Takes its input, and the mean over the cells of one sample of what the removed channels give. */
    void add(float[] input, float[] means) {
        if (moments != null) {
            moments.add(input, samples);
        }
        samples++;
        given = given == null ? new double[means.length] : given;
        for (int c = 0; c < given.length; c++) {
            given[c] += (means[c] - given[c]) / samples;
        }
    }

    /** Changes the weights and the bias of the layer in the pruned graph. */
    void correct(GraphEditor pruned) {
        WeightedOperator smaller = (WeightedOperator) pruned.operator(operator);
        Tensor oldWeights = pruned.tensor(smaller.weights());
        float[] weights = oldWeights.floats();
        int[] outputs = pruning.groups()
                .channels(layer.output())
                .map(channels -> channels.kept(pruning.removed()::contains))
                .orElseGet(() -> IntStream.range(0, given.length).toArray());
        float[] bias = smaller.bias() < 0
                ? new float[outputs.length]
                : pruned.tensor(smaller.bias()).floats();
        for (int c = 0; c < outputs.length; c++) {
            bias[c] += (float) given[outputs[c]];
        }
        if (moments != null) {
            tell(weights, bias, outputs);
        }
        String name = smaller.bias() < 0
                ? oldWeights.name() + "/bias"
                : pruned.tensor(smaller.bias()).name();
        pruned.replace(
                operator,
                smaller.with(
                        smaller.input(),
                        pruned.add(Tensor.constant(oldWeights.name(), oldWeights.shape(), weights)),
                        pruned.add(Tensor.constant(name, Shape.of(bias.length), bias)),
                        smaller.output(),
                        smaller.activation()));
    }

    /** Lets the inputs that are left tell what those that are gone would have given. */
    private void tell(float[] weights, float[] bias, int[] outputs) {
        float[] all = weights().floats();
        int inputs = all.length / given.length;
        int channels = cut.channels().size();
        int[] left =
                IntStream.range(0, inputs).filter(i -> !isGone(i % channels)).toArray();
        int[] gone =
                IntStream.range(0, inputs).filter(i -> isGone(i % channels)).toArray();
        int each = given.length / moments.groups();
        for (int group = 0; group < moments.groups(); group++) {
            Regression regression = new Regression(moments, group, left, gone);
            for (int c = 0; c < outputs.length; c++) {
                if (outputs[c] / each == group) {
                    double[] told = regression.weights(all, outputs[c] * inputs);
                    for (int i = 0; i < told.length; i++) {
                        weights[c * told.length + i] += (float) told[i];
                    }
                    bias[c] -= (float) regression.mean(told);
                }
            }
        }
    }

    private boolean isGone(int channel) {
        return pruning.removed().contains(cut.channels().group(channel));
    }
}
