// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.Map;

/**
 * Weights that are learned to be rounded up or down (Nagel et al. 2020, arXiv 2004.10568, section 3.3): each begins as
 * the real that it was, and is pressed to one of the two integers next to it. Activations are rounded but for a half,
 * drawn anew in each step (Wei et al. 2022, arXiv 2203.05740).
 *
 * @param reals by the index of a constant that holds weights, what its integers were rounded from, row-major; of all
 *        such constants
 * @param pressure that the mean distance of weights from integers, 0 to 1 each, counts in the loss; at least 0
 */
public record SoftRounding(Map<Integer, float[]> reals, float pressure) {

    /**
     * Checks the pressure, and copies the map.
     *
     * @param reals by the index of a constant
     * @param pressure at least 0
     * @throws IllegalArgumentException if it is less
     */
    public SoftRounding {
        if (!(pressure >= 0 && Float.isFinite(pressure))) {
            throw new IllegalArgumentException("pressure " + pressure + ": it has to be at least 0");
        }
        reals = Map.copyOf(reals);
    }
}
