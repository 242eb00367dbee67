// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Steps over all samples, pass after pass, and keeps the graph that was best.
 *
 * @param passes how often each sample is seen, at least 1
 * @param rate of each step
 * @param ranges where the trainer's scales come from
 * @param tracked share of the steps after which tracked ranges are frozen, from 0 to 1
 */
public record TrainingRun(int passes, LearningRate rate, Ranges ranges, double tracked) {

    /**
     * How a pass went.
     *
     * @param number from 1; 0 for what the run began with
     * @param loss the mean of its steps; NaN before the first
     * @param score of the graph after it, higher is better
     * @param scales of the activations of that graph, by the index of a tensor; empty where ranges are fixed
     */
    public record Pass(int number, double loss, double score, SortedMap<Integer, Float> scales) {

        /**
         * Copies the scales.
         *
         * @param number from 1; 0 for what the run began with
         * @param loss the mean of its steps; NaN before the first
         * @param score of the graph after it, higher is better
         * @param scales of the activations of that graph
         */
        public Pass {
            scales = Collections.unmodifiableSortedMap(new TreeMap<>(scales));
        }
    }

    /**
     * What a run gave.
     *
     * @param graph the one of the highest score; of equal ones the first: what the run began with, if nothing was
     *     better
     * @param passes in their order, the start among them
     * @param complete whether it was not stopped
     */
    public record Result(Graph graph, List<Pass> passes, boolean complete) {}

    /**
     * Checks the numbers.
     *
     * @param passes how often each sample is seen, at least 1
     * @param rate of each step
     * @param ranges where the trainer's scales come from
     * @param tracked share of the steps after which tracked ranges are frozen, from 0 to 1
     * @throws IllegalArgumentException if one is out of its range
     */
    public TrainingRun {
        if (passes < 1) {
            throw new IllegalArgumentException(passes + " passes: there has to be one at least");
        }
        if (!(tracked >= 0 && tracked <= 1)) {
            throw new IllegalArgumentException(
                    "ranges tracked for " + tracked + " of the steps: from 0 to 1 it has to be");
        }
    }

    /**
     * Trains, or goes on where a checkpoint is.
     *
     * @param trainer steps from where it is
     * @param batches what each step takes
     * @param score of a graph on samples that nothing is trained on, higher is better
     * @param checkpoints what is read first and written now and then
     * @param monitor is told how it goes, and may stop it
     * @return the best graph
     * @throws IOException if samples or a checkpoint cannot be read, or a checkpoint cannot be written
     */
    public Result train(
            Trainer trainer,
            Batches batches,
            ToDoubleFunction<Graph> score,
            Checkpoints checkpoints,
            TrainingMonitor monitor)
            throws IOException {
        return new Progress(trainer, batches, score, checkpoints, monitor).run();
    }

    private final class Progress {
        private final Trainer trainer;
        private final Batches batches;
        private final ToDoubleFunction<Graph> score;
        private final Checkpoints checkpoints;
        private final TrainingMonitor monitor;
        private final int steps;
        private final List<Pass> done = new ArrayList<>();
        private Graph best;
        /** Sum of the losses of this pass. */
        private double loss;

        Progress(
                Trainer trainer,
                Batches batches,
                ToDoubleFunction<Graph> score,
                Checkpoints checkpoints,
                TrainingMonitor monitor) {
            this.trainer = trainer;
            this.batches = batches;
            this.score = score;
            this.checkpoints = checkpoints;
            this.monitor = monitor;
            this.steps = passes * batches.perPass();
        }

        Result run() throws IOException {
            Checkpoint saved = checkpoints.read();
            if (saved == null) {
                add(0, Double.NaN, trainer.graph());
            } else {
                trainer.restore(saved.trainer());
                done.addAll(saved.passes());
                best = saved.best();
                loss = saved.loss();
                done.forEach(monitor::pass);
            }
            int step = Math.toIntExact(trainer.state().steps());
            while (step < steps && !monitor.stopped()) {
                step = pass(step);
            }
            return new Result(best, List.copyOf(done), step == steps);
        }

        /** From a step of a pass to its end, or to where it is stopped. */
        private int pass(int from) throws IOException {
            int number = from / batches.perPass();
            int end = (number + 1) * batches.perPass();
            int step = from;
            try (Batches.Pass pass = batches.pass(number, from % batches.perPass())) {
                for (; step < end && !monitor.stopped(); step++) {
                    if (step >= tracked * steps) {
                        trainer.freezeRanges();
                    }
                    Batch batch = pass.batches().next();
                    float before = trainer.step(batch.inputs(), batch.targets(), rate.at(step, steps));
                    if (Float.isNaN(before)) {
                        throw new IllegalStateException("the loss of step " + (step + 1) + " of " + steps
                                + " is not a number; a smaller learning rate may help");
                    }
                    trainer.endStep((step + 1.0) / steps);
                    loss += before;
                    monitor.step(step + 1, steps, before);
                    if (step + 1 < end && checkpoints.isDue()) {
                        checkpoints.write(checkpoint());
                    }
                }
            }
            if (step == end) {
                add(number + 1, loss / batches.perPass(), trainer.graph());
                loss = 0;
            }
            checkpoints.write(checkpoint());
            return step;
        }

        private void add(int number, double meanLoss, Graph graph) {
            SortedMap<Integer, Float> scales = ranges == Ranges.FIXED ? new TreeMap<>() : ScaleHistory.scales(graph);
            Pass pass = new Pass(number, meanLoss, score.applyAsDouble(graph), scales);
            if (done.stream().allMatch(earlier -> pass.score > earlier.score)) {
                best = graph;
            }
            done.add(pass);
            monitor.pass(pass);
        }

        private Checkpoint checkpoint() {
            return new Checkpoint(trainer.state(), loss, List.copyOf(done), best);
        }
    }
}
