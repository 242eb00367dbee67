// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Trains a {@link GlyphNetwork} with DJL's PyTorch engine on images rendered as it goes: none is seen twice.
 *
 * <p>With one PyTorch thread the same seed gives the same weights, bit for bit, on the same processor. Another
 * processor may choose other vector instructions, and the weights then differ in their last bits and soon in more.
 */
final class Training implements AutoCloseable {

    private static final String ENGINE = "PyTorch";
    private static final Device[] CPU = {Device.cpu()};
    /** Two of each class. */
    private static final int BATCH = 2 * Alphabet.size();

    private static final float LEARNING_RATE = 3e-3f;
    private static final int REPORT_EVERY = 500;

    static {
        // Read by DJL when it loads its engine: nothing but the class path, and one thread, so that sums keep their
        // order.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    private final GlyphNetwork network = new GlyphNetwork();
    private final GlyphRenderer renderer;
    private final int steps;
    private final Model model;
    private final Trainer trainer;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();

    /**
     * Prepares a run.
     *
     * @param steps batches to train for; the learning rate falls along half a cosine to nearly nothing at the last
     */
    Training(List<Typeface> typefaces, int seed, int steps) {
        Engine.getEngine(ENGINE).setRandomSeed(seed);
        this.renderer = new GlyphRenderer(typefaces, new Random(seed));
        this.steps = steps;
        model = Model.newInstance("glyphs", CPU[0], ENGINE);
        model.setBlock(network.block());
        Tracker rate = Tracker.cosine()
                .setBaseValue(LEARNING_RATE)
                .optFinalValue(LEARNING_RATE / 1000)
                .setMaxUpdates(steps)
                .build();
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optDevices(CPU)
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build()));
        trainer.initialize(GlyphNetwork.inputShape(BATCH));
    }

    /** The network in training; its weights are final after {@link #run}. */
    GlyphNetwork network() {
        return network;
    }

    /** Trains, and prints the mean loss now and then. The next batch is rendered while the last one is learned. */
    void run() {
        double sum = 0;
        CompletableFuture<GlyphSet> next = renderBatch();
        for (int step = 1; step <= steps; step++) {
            GlyphSet batch = next.join();
            next = renderBatch();
            sum += learn(batch);
            if (step % REPORT_EVERY == 0 || step == steps) {
                System.out.printf("step %d of %d: loss %.4f%n", step, steps, sum / (1 + (step - 1) % REPORT_EVERY));
                sum = 0;
            }
        }
    }

    private CompletableFuture<GlyphSet> renderBatch() {
        return CompletableFuture.supplyAsync(() -> GlyphSet.render(renderer, BATCH));
    }

    private float learn(GlyphSet batch) {
        try (NDManager scope = trainer.getManager().newSubManager()) {
            NDList images = new NDList(scope.create(batch.levels(0, BATCH), GlyphNetwork.inputShape(BATCH)));
            NDList labels = new NDList(scope.create(batch.labels(0, BATCH)));
            float value;
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDArray batchLoss = loss.evaluate(labels, trainer.forward(images));
                gradients.backward(batchLoss);
                value = batchLoss.getFloat();
            }
            trainer.step();
            return value;
        }
    }

    /** The share of images whose class the network names, 0 to 1. */
    double accuracy(GlyphSet set) {
        int correct = 0;
        for (int from = 0; from < set.size(); from += BATCH) {
            int to = Math.min(from + BATCH, set.size());
            try (NDManager scope = trainer.getManager().newSubManager()) {
                long[] classes = logits(scope, set, from, to).argMax(1).toLongArray();
                for (int i = 0; i < classes.length; i++) {
                    correct += classes[i] == set.labels()[from + i] ? 1 : 0;
                }
            }
        }
        return (double) correct / set.size();
    }

    /** The probabilities of all classes for image 0, then for image 1, and so on. */
    float[] probabilities(GlyphSet set) {
        try (NDManager scope = trainer.getManager().newSubManager()) {
            return logits(scope, set, 0, set.size()).softmax(1).toFloatArray();
        }
    }

    private NDArray logits(NDManager scope, GlyphSet set, int from, int to) {
        NDArray images = scope.create(set.levels(from, to), GlyphNetwork.inputShape(to - from));
        return trainer.evaluate(new NDList(images)).singletonOrThrow();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
