// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/**
 * How a quantized model's weights are rounded once more, block by block: so that what each block gives is as near as
 * can be to what it gives in the float model, with what the blocks before it give as integers (Li et al. 2021, arXiv
 * 2102.05426, section 3.3). No labels are used.
 *
 * @param samples that outputs are compared on; of large activations fewer
 * @param steps of each block
 * @param batch samples of a step
 * @param learningRate of each step, in the units of {@link SoftRounding}'s variables, of which 5 lie between up and
 *        down
 */
public record Reconstruction(int samples, int steps, int batch, float learningRate) {
    /** 1,000 steps for each block, on 1,024 samples, as many as Li et al. take. */
    public static final Reconstruction DEFAULT = new Reconstruction(1024, 1000, 32, 0.1f);

    /**
     * Checks the numbers.
     *
     * @param samples that outputs are compared on, at least as many as a batch has
     * @param steps of each block, at least 1
     * @param batch samples of a step, at least 1
     * @param learningRate of each step, above 0
     * @throws IllegalArgumentException if one is out of its range
     */
    public Reconstruction {
        if (batch < 1 || samples < batch || steps < 1 || !(learningRate > 0) || !Float.isFinite(learningRate)) {
            throw new IllegalArgumentException("reconstruction with " + samples + " samples in " + steps
                    + " steps of batches of " + batch + " at a learning rate of " + learningRate
                    + ": all have to be above 0, and there have to be samples for a batch");
        }
    }

    /**
     * {@return the same with other batches}
     *
     * @param other samples of a step, at least 1
     */
    public Reconstruction withBatch(int other) {
        return new Reconstruction(Math.max(samples, other), steps, other, learningRate);
    }

    /**
     * {@return the same in another number of steps}
     *
     * @param others of each block, at least 1
     */
    public Reconstruction withSteps(int others) {
        return new Reconstruction(samples, others, batch, learningRate);
    }
}
