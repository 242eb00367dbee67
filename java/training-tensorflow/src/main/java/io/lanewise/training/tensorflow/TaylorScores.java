// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.training.Batch;
import io.lanewise.training.TrainerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** First-order scores of channels ({@link io.lanewise.training.TrainingEngine#taylorScores}). */
final class TaylorScores {

    private TaylorScores() {}

    static Map<Integer, float[]> of(Graph graph, TrainerSettings settings, List<Batch> batches) {
        Graph batched = graph.withBatch(settings.batch());
        Gates gates = new Gates(batched);
        try (Network network = Network.of(
                batched,
                (floats, variables) ->
                        new ChangedValues(new PlainValues(floats, variables, settings.masks()), gates))) {
            Losses loss = new Losses(settings.loss(), batched, network);
            List<Integer> tensors = List.copyOf(gates.factors().keySet());
            List<Operand<TFloat32>> gradients = RoundingGradient.STRAIGHT_THROUGH.gradients(
                    network.tf, loss.value, List.copyOf(gates.factors().values()));
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
}
