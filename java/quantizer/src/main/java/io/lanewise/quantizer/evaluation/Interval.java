// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

/**
 * Where the true value lies with a confidence of 95 %.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
    /** Two-sided 95 % point of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * {@return Wilson's score interval of a proportion (E. B. Wilson, 1927), at 95 %} It is sensible for few samples
     * and near 0 and 1 too.
     *
     * @param part number of hits
     * @param whole number of trials
     * @throws IllegalArgumentException if {@code part} is not from 0 to {@code whole}, or {@code whole} is not above 0
     */
    public static Interval wilson(int part, int whole) {
        if (whole <= 0 || part < 0 || part > whole) {
            throw new IllegalArgumentException(part + " of " + whole + " is no proportion");
        }
        double p = (double) part / whole;
        double center = p + Z * Z / (2 * whole);
        double reach = Z * Math.sqrt(p * (1 - p) / whole + Z * Z / (4.0 * whole * whole));
        double divisor = 1 + Z * Z / whole;
        return new Interval(Math.max(0, (center - reach) / divisor), Math.min(1, (center + reach) / divisor));
    }
}
