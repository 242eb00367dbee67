// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

/** C's {@code round}: to the nearest integer, ties away from zero. TFLite rounds every real number this way. */
public final class Rounding {

    private Rounding() {
    }

    /** {@code x} rounded, ties away from zero; NaN and infinities stay. */
    public static double halfAway(double x) {
        double magnitude = Math.abs(x);
        double down = Math.floor(magnitude);
        // Not floor(magnitude + 0.5): that sum rounds up for the largest double below one half.
        return Math.copySign(magnitude - down >= 0.5 ? down + 1 : down, x);
    }

    /** {@code x} rounded, ties away from zero, saturated to int; NaN becomes 0. */
    public static int halfAwayToInt(float x) {
        // A double holds a float of magnitude below 2^31 plus one half exactly; Java's cast truncates and saturates. The sign
        // is copied, not asked for: values around zero would be predicted wrongly half of the time.
        return (int) (x + Math.copySign(0.5, x));
    }
}
