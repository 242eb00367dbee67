// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * An interval of finite reals.
 *
 * @param minimum its lower end
 * @param maximum its upper end, at least {@code minimum}
 */
public record Range(float minimum, float maximum) {

    /**
     * Checks the ends.
     *
     * @param minimum lower end, a real
     * @param maximum upper end, a real
     * @throws IllegalArgumentException if an end is not finite or the lower one is above the upper one
     */
    public Range {
        if (!Float.isFinite(minimum) || !Float.isFinite(maximum) || minimum > maximum) {
            throw new IllegalArgumentException("a range needs finite ends in order, got " + minimum + " to " + maximum);
        }
    }

    /** For example {@code -1.5 to 6.0}. */
    @Override
    public String toString() {
        return minimum + " to " + maximum;
    }
}
