// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairTrialTest {
    private static final int SAMPLES = 40;

    /** {@code wrong}: how many of the samples the model gets wrong that float gets right; below 0 for no labels. */
    private static Cost cost(int wrong, double... decibels) {
        List<OutputCost> outputs = new ArrayList<>();
        Arrays.stream(decibels)
                .forEach(
                        sqnr -> outputs.add(new OutputCost("out" + outputs.size(), new TensorError(sqnr, 1, 0, 0, 0))));
        List<Boolean> right = new ArrayList<>(Collections.nCopies(SAMPLES, true));
        Collections.fill(right.subList(0, Math.max(0, wrong)), false);
        return new Cost(SAMPLES, true, outputs, wrong < 0 ? null : new Top1(Collections.nCopies(SAMPLES, true), right));
    }

    private static String undone(Cost before, Cost after) {
        return RepairTrial.of(() -> "repair", before, after).undone();
    }

    @Test
    void halfADecibelAtEachOutputDecides() {
        assertEquals("", undone(cost(-1, 20, 30), cost(-1, 19.5, 40)));
        assertEquals(
                "the SQNR of output \"out1\" fell from 30.0 to 29.4 dB", undone(cost(-1, 20, 30), cost(-1, 40, 29.4)));
        double exact = Double.POSITIVE_INFINITY;
        assertEquals("", undone(cost(-1, exact), cost(-1, exact)));
        assertEquals("", undone(cost(-1, 30), cost(-1, exact)));
        assertTrue(undone(cost(-1, exact), cost(-1, 90)).contains("fell from Infinity to 90.0"), "exact is lost");
    }

    /**
     * Of n samples that only one of two models gets right, an even split is as good as 2^(1 - n) for none against n.
     */
    @Test
    void rightAnswersDecideWhereTheyDifferSignificantly() {
        // 2 / 2^5 = 0.0625, 2 / 2^6 = 0.031.
        assertEquals("", undone(cost(0, 20), cost(5, 25)));
        assertEquals("right answers fell from 40 to 34 of 40, p = 0.031", undone(cost(0, 20), cost(6, 25)));
        assertEquals("", undone(cost(6, 20), cost(0, 25)), "more right answers harm nobody");
    }

    @Test
    void whatIsNotMeasuredIsKept() {
        RepairTrial trial = RepairTrial.of(() -> "repair", null, null);
        assertTrue(trial.kept() && !trial.measured());
    }
}
