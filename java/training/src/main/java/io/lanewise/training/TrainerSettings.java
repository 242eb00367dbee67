// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.Map;

/**
 * How a {@link Trainer} trains.
 *
 * @param batch how many samples a step takes, at least 1
 * @param loss what a step makes smaller
 * @param optimizer how a gradient moves weights
 * @param ranges where the scales of an integer graph come from; without meaning for a float graph
 * @param rounding what the gradient of rounding is
 * @param masks by the name of a constant that holds weights, for each of them whether it is trained; the others are 0
 *        and stay so. Weights of other names are all trained
 * @param softRounding how the weights of an integer graph are rounded up or down; null if they are rounded to nearest
 */
public record TrainerSettings(
        int batch,
        Loss loss,
        Optimizer optimizer,
        Ranges ranges,
        RoundingSettings rounding,
        Map<String, boolean[]> masks,
        SoftRounding softRounding) {

    /**
     * Checks the size of batches, and copies the masks.
     *
     * @param batch how many samples a step takes, at least 1
     * @param loss what a step makes smaller
     * @param optimizer how a gradient moves weights
     * @param ranges where the scales of an integer graph come from
     * @param rounding what the gradient of rounding is
     * @param masks which weights are trained
     * @param softRounding how weights are rounded up or down; null if to nearest
     * @throws IllegalArgumentException if a batch would be empty
     */
    public TrainerSettings {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch of " + batch + " samples: there has to be one at least");
        }
        masks = Map.copyOf(masks);
    }

    /**
     * With fixed ranges, gradients straight through rounding, and all weights trained.
     *
     * @param batch how many samples a step takes, at least 1
     * @param loss what a step makes smaller
     * @param optimizer how a gradient moves weights
     */
    public TrainerSettings(int batch, Loss loss, Optimizer optimizer) {
        this(batch, loss, optimizer, Ranges.FIXED, RoundingSettings.STRAIGHT_THROUGH, Map.of(), null);
    }

    /**
     * {@return the same with other ranges}
     *
     * @param others where scales come from
     */
    public TrainerSettings with(Ranges others) {
        return new TrainerSettings(batch, loss, optimizer, others, rounding, masks, softRounding);
    }

    /**
     * {@return the same with another gradient of rounding}
     *
     * @param other what it is
     */
    public TrainerSettings with(RoundingSettings other) {
        return new TrainerSettings(batch, loss, optimizer, ranges, other, masks, softRounding);
    }

    /**
     * {@return the same with other masks}
     *
     * @param others by the name of a constant
     */
    public TrainerSettings with(Map<String, boolean[]> others) {
        return new TrainerSettings(batch, loss, optimizer, ranges, rounding, others, softRounding);
    }

    /**
     * {@return the same with another rounding of weights}
     *
     * @param other null for to nearest
     */
    public TrainerSettings with(SoftRounding other) {
        return new TrainerSettings(batch, loss, optimizer, ranges, rounding, masks, other);
    }
}
