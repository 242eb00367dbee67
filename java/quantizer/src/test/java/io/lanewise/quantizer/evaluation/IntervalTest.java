// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /**
     * The first three from R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
     */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "29, 29, 0.8830, 1"
    })
    void wilson(int part, int whole, double low, double high) {
        Interval interval = Interval.wilson(part, whole);
        assertEquals(low, interval.low(), 5e-5);
        assertEquals(high, interval.high(), 5e-5);
    }

    /** The ends are the proportions of which the part seen is 1.96 standard errors away. */
    @Test
    void wilsonByItsDefinition() {
        Interval interval = Interval.wilson(1519, 2000);
        for (double end : new double[] {interval.low(), interval.high()}) {
            assertEquals(1.959964, Math.abs(0.7595 - end) / Math.sqrt(end * (1 - end) / 2000), 1e-6);
        }
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
    }

    /** Twice the tail of fair coin tosses: 2 (1 + 12 + 66) / 2^12. */
    @ParameterizedTest
    @CsvSource({
        "2, 10, 0.03857421875",
        "10, 2, 0.03857421875",
        "0, 0, 1",
        "5, 5, 1",
        "0, 5, 0.0625",
        "0, 1, 1",
        "400, 500, 9.56444e-4"
    })
    void mcNemar(int onlyFirst, int onlySecond, double expected) {
        assertEquals(expected, PairedDifference.of(2000, onlyFirst, onlySecond).pValue(), expected * 1e-5);
    }

    /**
     * For many samples the bootstrap interval is the normal one: b and c of n differ by (c - b) / n with variance (b +
     * c) / n^2.
     */
    @Test
    void bootstrapOfManySamples() {
        PairedDifference difference = PairedDifference.of(2000, 60, 100);
        assertEquals(0.02, difference.difference());
        double reach = 1.96 * Math.sqrt(160 / 2000.0 - 0.02 * 0.02) / Math.sqrt(2000);
        assertEquals(0.02 - reach, difference.interval().low(), 6e-4);
        assertEquals(0.02 + reach, difference.interval().high(), 6e-4);
        assertEquals(difference, PairedDifference.of(2000, 60, 100), "the seed is fixed");
        assertTrue(PairedDifference.of(50, 0, 0).interval().equals(new Interval(0, 0)));
        assertThrows(IllegalArgumentException.class, () -> PairedDifference.of(3, 2, 2));
    }
}
