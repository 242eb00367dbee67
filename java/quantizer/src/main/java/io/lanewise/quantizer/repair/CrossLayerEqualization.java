// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Uses;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.Pipeline;
import io.lanewise.quantizer.cost.Repair;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives the channels between two layers the same share of their weights' range: channel c of the first layer is divided
 * by {@code sqrt(r1 / r2)}, the largest magnitudes of its weights in the first and in the second layer, and the second
 * layer's weights for it are multiplied by that. What lies between must not mind a positive factor, so no clamp or
 * RELU. The float function stays the same; one scale for a tensor then fits all of its channels (Nagel et al.,
 * Data-Free Quantization Through Weight Equalization and Bias Correction, 2019, section 4.1).
 *
 * @param replaceRelu6 whether a RELU6 between two layers becomes a RELU first. That changes the function where values
 *         exceed 6
 */
public record CrossLayerEqualization(boolean replaceRelu6) implements Repair {
    private static final int ITERATIONS = 10;
    /** Factors this near to 1 are left alone. */
    private static final double SETTLED = 1e-3;

    /** Two layers, by their positions: the second alone reads what the first writes. */
    private record Pair(int first, int second) {}

    @Override
    public String option() {
        return replaceRelu6 ? "--equalize --replace-relu6" : "--equalize";
    }

    /**
     * {@return the same function, float32, with batch normalizations and clamps folded} To be calibrated afterwards,
     * since ranges change.
     *
     * @param model all float32
     */
    public Graph apply(Graph model) {
        return new Pipeline(List.of(FuseOperators::apply, this::equalized)).cleaned(model);
    }

    private Graph equalized(Graph graph) {
        List<Pair> pairs = pairs(graph);
        Map<Integer, float[]> constants = new HashMap<>();
        GraphEditor editor = GraphEditor.of(graph);
        for (Pair pair : pairs) {
            WeightedOperator layer = (WeightedOperator) editor.operator(pair.first);
            if (layer.activation() == Activation.RELU6) {
                editor.replace(
                        pair.first,
                        layer.with(layer.input(), layer.weights(), layer.bias(), layer.output(), Activation.RELU));
            }
        }
        boolean settled = false;
        for (int i = 0; i < ITERATIONS && !settled; i++) {
            settled = true;
            for (Pair pair : pairs) {
                settled &= equalize(graph, constants, (WeightedOperator) editor.operator(pair.first), (WeightedOperator)
                        editor.operator(pair.second));
            }
        }
        constants.forEach((index, values) -> {
            Tensor old = graph.tensor(index);
            editor.replace(index, Tensor.constant(old.name(), old.shape(), values));
        });
        return editor.graph();
    }

    private List<Pair> pairs(Graph graph) {
        Uses uses = new Uses(graph);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < graph.operators().size(); i++) {
            if (graph.operators().get(i) instanceof WeightedOperator layer) {
                int first = uses.producer(layer.input());
                if (first != Uses.NONE
                        && uses.readers(layer.input()) == 1
                        && graph.operators().get(first) instanceof WeightedOperator before
                        && fits(graph, before, layer, uses)) {
                    pairs.add(new Pair(first, i));
                }
            }
        }
        return pairs;
    }

    /** Whether the channels of two layers meet one to one, and nobody else has their constants. */
    private boolean fits(Graph graph, WeightedOperator first, WeightedOperator second, Uses uses) {
        if (!isOwn(graph, first, uses) || !isOwn(graph, second, uses)) {
            return false;
        }
        boolean homogeneous = first.activation() == Activation.NONE
                || first.activation() == Activation.RELU
                || first.activation() == Activation.RELU6 && replaceRelu6;
        int channels = graph.tensor(first.output()).shape().dim(-1);
        Tensor weights = graph.tensor(second.weights());
        boolean grouped = second instanceof Conv2d && weights.shape().dim(3) != channels;
        boolean multiplied = second.channelAxis() == 3 && weights.shape().dim(3) != channels;
        boolean flattened = second.channelAxis() == 0 && weights.shape().dim(-1) != channels;
        return homogeneous && !grouped && !multiplied && !flattened;
    }

    private static boolean isOwn(Graph graph, WeightedOperator layer, Uses uses) {
        return graph.tensor(layer.weights()).isFloatConstant()
                && uses.readers(layer.weights()) == 1
                && (layer.bias() < 0
                        || graph.tensor(layer.bias()).isFloatConstant() && uses.readers(layer.bias()) == 1);
    }

    /** Returns whether all factors were near 1. */
    private static boolean equalize(
            Graph graph, Map<Integer, float[]> constants, WeightedOperator first, WeightedOperator second) {
        int channels = graph.tensor(first.output()).shape().dim(-1);
        float[] w1 = values(graph, constants, first.weights());
        float[] w2 = values(graph, constants, second.weights());
        // Channels of the first are its output channels; of the second, what its weights' innermost dimension counts.
        int inner1 = first.channelAxis() == 3 ? 1 : w1.length / channels;
        double[] r1 = largest(w1, inner1, channels);
        double[] r2 = largest(w2, 1, channels);
        float[] bias = first.bias() < 0 ? new float[channels] : values(graph, constants, first.bias());
        double[] factors = new double[channels];
        boolean settled = true;
        for (int c = 0; c < channels; c++) {
            factors[c] = r1[c] > 0 && r2[c] > 0 ? Math.sqrt(r1[c] / r2[c]) : 1;
            settled &= Math.abs(factors[c] - 1) < SETTLED;
            bias[c] = (float) (bias[c] / factors[c]);
        }
        for (int i = 0; i < w1.length; i++) {
            w1[i] = (float) (w1[i] / factors[i / inner1 % channels]);
        }
        for (int i = 0; i < w2.length; i++) {
            w2[i] = (float) (w2[i] * factors[i % channels]);
        }
        return settled;
    }

    private static double[] largest(float[] weights, int inner, int channels) {
        double[] largest = new double[channels];
        for (int i = 0; i < weights.length; i++) {
            int channel = i / inner % channels;
            largest[channel] = Math.max(largest[channel], Math.abs(weights[i]));
        }
        return largest;
    }

    private static float[] values(Graph graph, Map<Integer, float[]> constants, int tensor) {
        return constants.computeIfAbsent(tensor, t -> graph.tensor(t).floats());
    }
}
