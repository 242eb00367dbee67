// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.pruning.Distribution;
import io.lanewise.pruning.mask.BlockShape;

/**
 * What is taken out of a float model before it is quantized, in rounds, with training between them. How much is gone
 * grows by the cubic schedule ({@link io.lanewise.pruning.mask.PolynomialSchedule}).
 *
 * @param macs share of the multiply-accumulates that is left when channels are removed; 1 to remove none
 * @param distribution from which layers channels go
 * @param multiple of channels that is kept, at least 1; 8 fits the kernels
 * @param sparsity share of the blocks of weights that is set to zero, from 0, for none, to below 1: by
 *     {@link Score#VARIANCE} of all layers together, else of each
 * @param block of weights that are set to zero together
 * @param score which blocks are worth least
 * @param rounds at least 1
 * @param between each round and the next, and after the last
 */
public record Pruning(
        double macs,
        Distribution distribution,
        int multiple,
        double sparsity,
        BlockShape block,
        Score score,
        int rounds,
        TrainingSteps between) {

    /** What a block of weights is worth. Channels always go by gradients. */
    public enum Score {
        /**
         * What its layer's sums lose on samples, for what it saves, when the weights that are left make up for it
         * ({@link io.lanewise.pruning.BlockPruning}); they do.
         */
        VARIANCE,
        /** The mean of its weights' magnitudes. */
        MAGNITUDE,
        /**
         * The square of a weight times the loss's gradient by it, a mean over its weights and some batches: about how
         * much the loss changes without it (Molchanov et al. 2019, arXiv 1906.10771, equation 8).
         */
        GRADIENT
    }

    /**
     * Checks the ranges.
     *
     * @param macs share of the multiply-accumulates that is left, above 0, at most 1
     * @param distribution from which layers channels go
     * @param multiple of channels that is kept, at least 1
     * @param sparsity share of the blocks of weights that is set to zero, from 0 to below 1
     * @param block of weights
     * @param score which blocks are worth least
     * @param rounds at least 1
     * @param between rounds
     * @throws IllegalArgumentException if one is out of its range, or nothing is pruned
     */
    public Pruning {
        if (!(macs > 0 && macs <= 1 && sparsity >= 0 && sparsity < 1) || multiple < 1 || rounds < 1) {
            throw new IllegalArgumentException(macs + " of the MACs are to be left in multiples of " + multiple
                    + " channels, and " + sparsity + " of the blocks to be zero, after " + rounds
                    + " rounds: from above 0 to 1, 1 or more, from 0 to below 1, 1 or more");
        }
        if (macs == 1 && sparsity == 0) {
            throw new IllegalArgumentException("nothing is pruned where all MACs are left and no block is zero");
        }
    }

    /**
     * {@return the removal of channels, in multiples of 8, in 3 rounds}
     *
     * @param macs share of the multiply-accumulates that is left
     * @param between steps of each round
     */
    public static Pruning ofChannels(double macs, TrainingSteps between) {
        return new Pruning(macs, Distribution.MACS, 8, 0, BlockShape.PANEL, Score.VARIANCE, 3, between);
    }

    /**
     * {@return zero blocks that kernels skip, in 3 rounds}
     *
     * @param sparsity share of the blocks
     * @param between steps of each round
     */
    public static Pruning ofBlocks(double sparsity, TrainingSteps between) {
        return new Pruning(1, Distribution.MACS, 8, sparsity, BlockShape.PANEL, Score.VARIANCE, 3, between);
    }
}
