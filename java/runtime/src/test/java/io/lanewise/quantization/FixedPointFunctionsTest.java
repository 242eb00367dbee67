// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Near the real functions, and equal to the last bit to gemmlowp's, whose results are recorded here. */
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

    /** gemmlowp's results where one tabulated factor counts, between them, and at the ends. */
    @ParameterizedTest
    @CsvSource({
        "-1,2147483124",
        "-16777215,1672462444",
        "-16777216,1672462419",
        "-33554432,1302515042",
        "-33554433,1302514356",
        "-50331648,1014399735",
        "-67108864,790015308",
        "-123456789,341177383",
        "-134217728,290630390",
        "-268435456,39332546",
        "-285212672,30632218",
        "-536870912,720401",
        "-1073741824,242",
        "-1073741825,242",
        "-2147483647,0",
        "-2147483648,0"
    })
    void exponentialIsGemmlowps(int x, int expected) {
        assertEquals(expected, FixedPointExp.expOnNegativeValues(x));
    }

    @ParameterizedTest
    @CsvSource({
        "0,2147483647",
        "1,2147483647",
        "12345,2147471304",
        "1048576,2146435584",
        "268435456,1908874352",
        "536870912,1717986914",
        "1073741824,1431655762",
        "1500000000,1264347280",
        "2000000000,1111923858",
        "2147483647,1073741820"
    })
    void reciprocalIsGemmlowps(int x, int expected) {
        assertEquals(expected, FixedPointReciprocal.oneOverOnePlusX(x));
    }

    /** Hash of gemmlowp's results for every 9973rd argument, 215,330 of each function. */
    @Test
    void bothAreGemmlowpsEverywhere() {
        long exponentials = 0;
        for (long x = 0; x >= Integer.MIN_VALUE; x -= 9973) {
            exponentials = 31 * exponentials + FixedPointExp.expOnNegativeValues((int) x);
        }
        assertEquals(0x2721146df10a1459L, exponentials);
        long reciprocals = 0;
        for (long x = 0; x <= Integer.MAX_VALUE; x += 9973) {
            reciprocals = 31 * reciprocals + FixedPointReciprocal.oneOverOnePlusX((int) x);
        }
        assertEquals(0x5763862a6ae8b3e5L, reciprocals);
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
