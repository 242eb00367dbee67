// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Near the real functions everywhere. That they are gemmlowp's to the last bit, softmax's golden outputs show. */
class FixedPointFunctionsTest {

    @Test
    void exponentialIsCloseEverywhere() {
        assertEquals(Integer.MAX_VALUE, FixedPointExp.expOnNegativeValues(0));
        for (long x = -1; x >= Integer.MIN_VALUE; x -= 9973) {
            double expected = Math.exp(x / 0x1p26);
            double actual = FixedPointExp.expOnNegativeValues((int) x) / 0x1p31;
            if (Math.abs(expected - actual) > 3e-7) {
                assertEquals(expected, actual, 3e-7, "exp(" + x + " / 2^26)");
            }
        }
    }

    /** exp(-1/4), exp(-1), exp(-2), exp(-8), exp(-16) pass through one tabulated factor and the series at -1/4. */
    @ParameterizedTest
    @CsvSource({"-16777216", "-67108864", "-134217728", "-536870912", "-1073741824"})
    void exponentialOfPowersOfTwo(int x) {
        assertEquals(Math.exp(x / 0x1p26), FixedPointExp.expOnNegativeValues(x) / 0x1p31, 3e-7);
    }

    @Test
    void reciprocalIsCloseEverywhere() {
        assertEquals(Integer.MAX_VALUE, FixedPointReciprocal.oneOverOnePlusX(0));
        for (long x = 0; x <= Integer.MAX_VALUE; x += 9973) {
            double expected = 1 / (1 + x / 0x1p31);
            double actual = FixedPointReciprocal.oneOverOnePlusX((int) x) / 0x1p31;
            if (Math.abs(expected - actual) > 2e-8) {
                assertEquals(expected, actual, 2e-8, "1 / (1 + " + x + " / 2^31)");
            }
        }
    }
}
