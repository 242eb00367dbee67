// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/**
 * Stops weights of few bits that jump to and fro between two integers (Nagel et al. 2022, arXiv 2203.11086, section
 * 4.2): how often a weight's integer moves against its last direction is averaged over the steps; where that exceeds a
 * threshold, the weight stays at the integer that it was at on average. The threshold falls along half a cosine.
 *
 * @param momentum of the averages, above 0, at most 1
 * @param first threshold
 * @param last threshold, above 0, at most {@code first}
 */
public record OscillationFreezing(float momentum, float first, float last) {
    /** The paper's for 4 bits. */
    public static final OscillationFreezing FOUR_BITS = new OscillationFreezing(0.01f, 0.1f, 0.01f);

    /**
     * Checks the ranges.
     *
     * @param momentum above 0, at most 1
     * @param first threshold
     * @param last threshold, above 0, at most {@code first}
     * @throws IllegalArgumentException if one is out of its range
     */
    public OscillationFreezing {
        if (!(momentum > 0 && momentum <= 1 && last > 0 && last <= first)) {
            throw new IllegalArgumentException("freezing with momentum " + momentum + ", thresholds " + first + " to "
                    + last + ": from above 0 to 1, and falling");
        }
    }

    /**
     * {@return the threshold at a place of the run}
     *
     * @param progress share of the steps that are done, 0 to 1
     */
    public float threshold(double progress) {
        return (float) (last + (first - last) * 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
}
