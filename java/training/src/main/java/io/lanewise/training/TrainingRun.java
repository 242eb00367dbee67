// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Steps over all samples, pass after pass, each in an order of its own, and keeps the graph that was best.
 *
 * @param passes how often each sample is seen, at least 1
 * @param rate of each step
 * @param seed of the orders
 */
public record TrainingRun(int passes, LearningRate rate, long seed) {

    /**
     * How a pass went.
     *
     * @param number from 1; 0 for what the run began with
     * @param loss the mean of its steps; NaN before the first
     * @param score of the graph after it, higher is better
     */
    public record Pass(int number, double loss, double score) {}

    /**
     * What a run gave.
     *
     * @param graph the one of the highest score; of equal ones the first: what the run began with, if nothing was
     *     better
     * @param passes in their order, the start among them
     */
    public record Result(Graph graph, List<Pass> passes) {}

    /**
     * Checks the number of passes.
     *
     * @param passes how often each sample is seen, at least 1
     * @param rate of each step
     * @param seed of the orders
     * @throws IllegalArgumentException if there are none
     */
    public TrainingRun {
        if (passes < 1) {
            throw new IllegalArgumentException(passes + " passes: there has to be one at least");
        }
    }

    /**
     * Trains.
     *
     * @param trainer steps from where it is
     * @param samples at least as many as a batch has; what is left over of a pass is not seen in it
     * @param score of a graph on samples that nothing is trained on, higher is better
     * @param progress is told of each pass
     * @return the best graph
     * @throws IllegalArgumentException if there are fewer samples than a batch has
     */
    public Result train(
            Trainer trainer, TrainingSamples samples, ToDoubleFunction<Graph> score, Consumer<Pass> progress) {
        int batches = samples.count() / trainer.batch();
        if (batches == 0) {
            throw new IllegalArgumentException(
                    samples.count() + " samples are fewer than a batch of " + trainer.batch());
        }
        Graph best = trainer.graph();
        List<Pass> done = new ArrayList<>();
        done.add(new Pass(0, Double.NaN, score.applyAsDouble(best)));
        progress.accept(done.get(0));
        double highest = done.get(0).score;
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, samples.count()).boxed().toList());
        Random random = new Random(seed);
        for (int pass = 0; pass < passes; pass++) {
            Collections.shuffle(order, random);
            double loss = 0;
            for (int batch = 0; batch < batches; batch++) {
                List<Integer> taken = order.subList(batch * trainer.batch(), (batch + 1) * trainer.batch());
                loss += step(trainer, samples, taken, rate.at(pass * batches + batch, passes * batches));
            }
            Graph graph = trainer.graph();
            done.add(new Pass(pass + 1, loss / batches, score.applyAsDouble(graph)));
            progress.accept(done.get(pass + 1));
            if (done.get(pass + 1).score > highest) {
                highest = done.get(pass + 1).score;
                best = graph;
            }
        }
        return new Result(best, List.copyOf(done));
    }

    private static float step(Trainer trainer, TrainingSamples samples, List<Integer> taken, float rate) {
        List<float[]> inputs = new ArrayList<>();
        for (int input = 0; input < trainer.inputs(); input++) {
            int number = input;
            inputs.add(joined(
                    taken.stream().map(sample -> samples.input(sample, number)).toList()));
        }
        return trainer.step(inputs, joined(taken.stream().map(samples::target).toList()), rate);
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
