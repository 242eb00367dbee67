// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {

    @ParameterizedTest
    @CsvSource({
        "0.5,1",
        "-0.5,-1",
        "1.5,2",
        "2.5,3",
        "-2.5,-3",
        "0.49999999999999994,0",
        "-0.49999999999999994,0",
        "4503599627370497.5,4503599627370498",
        "9007199254740993,9007199254740992",
        "1e300,1e300",
        "0,0"
    })
    void knownValues(double x, double expected) {
        assertEquals(expected, Rounding.halfAway(x), 0);
    }

    @Test
    void specialsStay() {
        assertEquals(Double.NaN, Rounding.halfAway(Double.NaN));
        assertEquals(Double.NEGATIVE_INFINITY, Rounding.halfAway(Double.NEGATIVE_INFINITY));
        assertEquals(0, Rounding.halfAwayToInt(Float.NaN));
        assertEquals(Integer.MAX_VALUE, Rounding.halfAwayToInt(Float.POSITIVE_INFINITY));
        assertEquals(Integer.MIN_VALUE, Rounding.halfAwayToInt(-3e9f));
        assertEquals(0, Rounding.ONNX.toInt(Float.NaN));
        assertEquals(Integer.MAX_VALUE, Rounding.ONNX.toInt(Float.POSITIVE_INFINITY));
    }

    @Test
    void everyFloatLikeItsDecimal() {
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            float x = i % 2 == 0 ? random.nextInt(1 << 24) / 2f - (1 << 22) : Float.intBitsToFloat(random.nextInt());
            if (Math.abs(x) < 1 << 30) {
                int expected =
                        new BigDecimal(x).setScale(0, RoundingMode.HALF_UP).intValueExact();
                assertEquals(expected, Rounding.halfAwayToInt(x), () -> "x = " + x);
                assertEquals(expected, Rounding.halfAway(x), 0, () -> "x = " + x);
                int even = new BigDecimal(x).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
                assertEquals(even, Rounding.ONNX.toInt(x), () -> "x = " + x);
            }
        }
    }
}
