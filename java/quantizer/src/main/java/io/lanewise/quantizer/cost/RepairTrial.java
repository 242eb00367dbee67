// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import io.lanewise.quantizer.evaluation.PairedDifference;
import java.util.Locale;

/**
 * A repair measured before and after. It is undone if an output's signal-to-quantization-noise ratio falls by more than
 * {@value #MOST_DECIBELS} dB, or if fewer answers are right and McNemar's exact test finds that significant (two-sided,
 * 95 %).
 *
 * @param repair what was tried
 * @param before the cost without it; null where nothing was there to measure on
 * @param after the cost with it; null where nothing was there to measure on
 * @param undone why it was undone; empty where it was kept
 */
public record RepairTrial(Repair repair, Cost before, Cost after, String undone) {
    private static final double MOST_DECIBELS = 0.5;
    private static final double SIGNIFICANT = 0.05;

    /**
     * {@return the verdict on a repair; without costs it is kept}
     *
     * @param repair what was done
     * @param before costs without it; null where nothing was measured
     * @param after costs with it; null where nothing was measured
     */
    public static RepairTrial of(Repair repair, Cost before, Cost after) {
        return new RepairTrial(repair, before, after, before == null || after == null ? "" : problem(before, after));
    }

    /** {@return whether the repair was kept} */
    public boolean kept() {
        return undone.isEmpty();
    }

    /** {@return whether there was something to measure it on} */
    public boolean measured() {
        return before != null && after != null;
    }

    private static String problem(Cost before, Cost after) {
        for (int i = 0; i < before.outputs().size(); i++) {
            double was = before.outputs().get(i).error().sqnr();
            double is = after.outputs().get(i).error().sqnr();
            // Both may be infinite: then nothing fell.
            if (is != was && !(was - is <= MOST_DECIBELS)) {
                return String.format(
                        Locale.ROOT,
                        "the SQNR of output \"%s\" fell from %.1f to %.1f dB",
                        before.outputs().get(i).name(),
                        was,
                        is);
            }
        }
        if (before.top1() != null) {
            PairedDifference difference = after.top1().against(before.top1());
            if (difference.difference() < 0 && difference.pValue() < SIGNIFICANT) {
                return String.format(
                        Locale.ROOT,
                        "right answers fell from %d to %d of %d, p = %.3f",
                        before.top1().correct(),
                        after.top1().correct(),
                        before.samples(),
                        difference.pValue());
            }
        }
        return "";
    }
}
