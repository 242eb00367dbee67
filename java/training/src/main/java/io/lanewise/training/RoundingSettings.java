// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/**
 * How training copes with rounding.
 *
 * @param scaling how much larger or smaller a gradient is where it pulls away from or towards the rounded value, at
 *        least 0: the delta of Lee et al. 2021 (arXiv 2104.00903, equation 4), usually about 0.001; 0 for gradients as
 *        they are
 * @param gradientBits 2 to 16 to round gradients themselves to so few bits, up or down at random: what training in
 *        low precision would give, not faster; {@value #FULL_PRECISION} for gradients as they are
 * @param freezing of weights of 4 bits that jump to and fro; null for none
 */
public record RoundingSettings(float scaling, int gradientBits, OscillationFreezing freezing) {
    /** Bits of gradients that are not rounded. */
    public static final int FULL_PRECISION = 32;

    /** Gradients as they are. */
    public static final RoundingSettings STRAIGHT_THROUGH = new RoundingSettings(0, FULL_PRECISION, null);

    /**
     * Checks the ranges.
     *
     * @param scaling at least 0
     * @param gradientBits 2 to 16, or {@value #FULL_PRECISION}
     * @param freezing null for none
     * @throws IllegalArgumentException if one is out of its range
     */
    public RoundingSettings {
        if (!(scaling >= 0 && Float.isFinite(scaling))) {
            throw new IllegalArgumentException("scaling " + scaling + ": it has to be at least 0");
        }
        if (gradientBits != FULL_PRECISION && (gradientBits < 2 || gradientBits > 16)) {
            throw new IllegalArgumentException("gradients of " + gradientBits
                    + " bits: there have to be from 2 to 16, or " + FULL_PRECISION + " for gradients as they are");
        }
    }
}
