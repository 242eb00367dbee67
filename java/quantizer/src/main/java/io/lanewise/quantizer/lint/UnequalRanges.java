// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import java.util.Locale;

/**
 * A concatenation, whose inputs have to share one scale, of values of very different sizes, such as boxes and scores.
 *
 * @param operator the concatenation
 * @param narrow the input that gets fewest steps
 * @param steps how many of the 256 it gets
 */
public record UnequalRanges(String operator, String narrow, double steps) implements DataWarning {
    /** Fewer steps than these are worth a warning. */
    static final double FEWEST = 16;

    @Override
    public String message() {
        return String.format(
                Locale.ROOT,
                "%s gives all inputs one scale, which leaves \"%s\" %.1f of 256 steps; keep it float or"
                        + " int16 by an override, or take the outputs apart",
                operator,
                narrow,
                steps);
    }
}
