// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.training.Batch;
import io.lanewise.training.TrainerSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** First-order scores of channels and of weights ({@link io.lanewise.training.TrainingEngine}). */
final class TaylorScores {

    private TaylorScores() {}

    /** A channel's factor is 1, so its gradient is what counts. */
    static Map<Integer, float[]> ofChannels(Graph graph, TrainerSettings settings, List<Batch> batches) {
        Graph batched = graph.withBatch(settings.batch());
        Gates gates = new Gates(batched);
        BiFunction<Graph, Variables, Values> values =
                (floats, variables) -> new ChangedValues(new PlainValues(floats, variables, settings.masks()), gates);
        try (Network network = Network.of(batched, values)) {
            return squares(network, batched, settings, batches, gates.factors());
        }
    }

    static Map<Integer, float[]> ofWeights(Graph graph, TrainerSettings settings, List<Batch> batches) {
        Graph batched = graph.withBatch(settings.batch());
        try (Network network = Network.ofFloats(batched, settings)) {
            Map<Integer, Operand<TFloat32>> weights = new LinkedHashMap<>();
            batched.operators().forEach(operator -> {
                if (operator instanceof WeightedOperator layer
                        && batched.tensor(layer.weights()).isFloatConstant()) {
                    weights.put(
                            layer.weights(),
                            network.variables.of(
                                    layer.weights(),
                                    batched.tensor(layer.weights()).shape()));
                }
            });
            Map<Integer, float[]> scores = squares(network, batched, settings, batches, weights);
            scores.forEach((index, squares) -> {
                // A variable's own unit cancels in the product.
                float[] values = network.get(index);
                for (int i = 0; i < values.length; i++) {
                    squares[i] *= values[i] * values[i];
                }
            });
            return scores;
        }
    }

    /** The mean over batches of the squares of the loss's gradients. */
    private static Map<Integer, float[]> squares(
            Network network,
            Graph batched,
            TrainerSettings settings,
            List<Batch> batches,
            Map<Integer, Operand<TFloat32>> by) {
        Losses loss = new Losses(settings.loss(), batched, network);
        List<Integer> tensors = List.copyOf(by.keySet());
        List<Operand<TFloat32>> gradients =
                RoundingGradient.STRAIGHT_THROUGH.gradients(network.tf, loss.value, List.copyOf(by.values()));
        network.start(List.of());
        Map<Integer, float[]> scores = new HashMap<>();
        for (Batch batch : batches) {
            Feeds feeds = network.feeds(batch.inputs());
            loss.feed(feeds, batch.targets());
            List<float[]> slopes = network.run(feeds, gradients, List.of());
            for (int i = 0; i < tensors.size(); i++) {
                float[] slope = slopes.get(i);
                float[] sum = scores.computeIfAbsent(tensors.get(i), none -> new float[slope.length]);
                for (int c = 0; c < slope.length; c++) {
                    sum[c] += slope[c] * slope[c] / batches.size();
                }
            }
        }
        return scores;
    }
}
