// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.Map;

/**
 * How long and how fast weights are trained.
 *
 * @param passes over all samples, at least 1
 * @param batch samples of a step
 * @param learningRate of the first step, in steps of the weights' scales; it falls to 0 along half a cosine
 * @param optimizer how gradients move weights
 * @param ranges where scales come from; without meaning for float models
 * @param rounding what gradients of rounding are; without meaning for float models
 * @param tracked share of the steps after which tracked ranges are frozen
 */
public record TrainingSteps(
        int passes,
        int batch,
        float learningRate,
        Optimizer optimizer,
        Ranges ranges,
        RoundingSettings rounding,
        double tracked) {

    /** With fixed ranges: 6 passes of Adam in batches of 32, from 3/1000 of a step on. */
    public static final TrainingSteps DEFAULT = new TrainingSteps(
            6, 32, 0.003f, new Optimizer.Adam(), Ranges.FIXED, RoundingSettings.STRAIGHT_THROUGH, 0.4);

    /** The same for weights of 4 bits, whose steps are 18 times as wide. */
    public static final TrainingSteps FOUR_BITS = DEFAULT.withLearningRate(0.0005f);

    /** The same for float weights, whose steps are 1/127 of the largest of a tensor. */
    public static final TrainingSteps FLOATS = DEFAULT.withLearningRate(0.05f);

    /**
     * Checks the numbers.
     *
     * @param passes over all samples, at least 1
     * @param batch samples of a step, at least 1
     * @param learningRate of the first step, above 0
     * @param optimizer how gradients move weights
     * @param ranges where scales come from
     * @param rounding what gradients of rounding are
     * @param tracked share of the steps, from 0 to 1
     * @throws IllegalArgumentException if one is out of its range
     */
    public TrainingSteps {
        if (passes < 1 || batch < 1 || !(learningRate > 0) || !Float.isFinite(learningRate)) {
            throw new IllegalArgumentException(passes + " passes, batches of " + batch + ", learning rate "
                    + learningRate + ": all have to be above 0");
        }
        if (!(tracked >= 0 && tracked <= 1)) {
            throw new IllegalArgumentException("tracked " + tracked + ": it has to be from 0 to 1");
        }
    }

    /**
     * {@return the same for another number of passes}
     *
     * @param others at least 1
     */
    public TrainingSteps withPasses(int others) {
        return new TrainingSteps(others, batch, learningRate, optimizer, ranges, rounding, tracked);
    }

    /**
     * {@return the same with another learning rate}
     *
     * @param other above 0
     */
    public TrainingSteps withLearningRate(float other) {
        return new TrainingSteps(passes, batch, other, optimizer, ranges, rounding, tracked);
    }

    /**
     * {@return the same with scales from elsewhere}
     *
     * @param others where from
     */
    public TrainingSteps with(Ranges others) {
        return new TrainingSteps(passes, batch, learningRate, optimizer, others, rounding, tracked);
    }

    /** The run that does them. */
    TrainingRun run() {
        return new TrainingRun(passes, LearningRate.cosine(learningRate), ranges, tracked);
    }

    TrainerSettings settings(Loss loss, Map<String, boolean[]> masks) {
        return new TrainerSettings(batch, loss, optimizer, ranges, rounding, masks, null);
    }
}
