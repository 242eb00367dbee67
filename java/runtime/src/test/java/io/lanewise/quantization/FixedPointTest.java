// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definitions, in unbounded integers. */
class FixedPointTest {
    private static final int[] CORNERS = {
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        -(1 << 30) - 1,
        -(1 << 30),
        -65536,
        -3,
        -2,
        -1,
        0,
        1,
        2,
        3,
        255,
        1 << 15,
        (1 << 30) - 1,
        1 << 30,
        (1 << 30) + 1,
        Integer.MAX_VALUE - 1,
        Integer.MAX_VALUE
    };

    @Test
    void highMulRoundsToNearestTiesUpAndSaturates() {
        for (int a : CORNERS) {
            for (int b : CORNERS) {
                checkHighMul(a, b);
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            checkHighMul(random.nextInt() >> random.nextInt(31), random.nextInt() >> random.nextInt(31));
        }
    }

    private static void checkHighMul(int a, int b) {
        // gemmlowp: add 2^30, or 1 - 2^30 to a negative product, and divide by 2^31, truncating.
        BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        BigInteger nudge = BigInteger.valueOf(product.signum() >= 0 ? 1 << 30 : 1 - (1 << 30));
        BigInteger expected =
                product.add(nudge).divide(BigInteger.ONE.shiftLeft(31)).min(BigInteger.valueOf(Integer.MAX_VALUE));
        assertEquals(expected.intValueExact(), FixedPoint.saturatingRoundingDoublingHighMul(a, b), () -> a + ", " + b);
    }

    @Test
    void divisionRoundsToNearestTiesAwayFromZero() {
        Random random = new Random(2);
        for (int exponent = 0; exponent <= 31; exponent++) {
            for (int corner : CORNERS) {
                checkDivision(corner, exponent);
            }
            long half = exponent == 0 ? 0 : 1L << (exponent - 1);
            for (int i = 0; i < 200; i++) {
                int x = random.nextInt() >> random.nextInt(31);
                checkDivision(x, exponent);
                // Ties and their neighbours.
                int tie = (int) ((x >> exponent << exponent) + half);
                checkDivision(tie - 1, exponent);
                checkDivision(tie, exponent);
                checkDivision(tie + 1, exponent);
            }
        }
    }

    private static void checkDivision(int x, int exponent) {
        BigDecimal expected = BigDecimal.valueOf(x).divide(BigDecimal.valueOf(1L << exponent), 0, RoundingMode.HALF_UP);
        assertEquals(
                expected.intValueExact(), FixedPoint.roundingDivideByPot(x, exponent), () -> x + " / 2^" + exponent);
    }

    /** Every accumulator from -2^18 to 2^18. */
    @ParameterizedTest
    @CsvSource({
        "1073741824,1",
        "1073741824,0",
        "1431655765,-7",
        "2147483647,-10",
        "1234567890,-15",
        "1073741825,-31",
        "1518500250,3",
        "0,0"
    })
    void multiplierRoundsTwice(int multiplier, int shift) {
        long divisor = 1L << Math.max(-shift, 0);
        for (int x = -(1 << 18); x <= 1 << 18; x++) {
            long high = Math.floorDiv(((long) x << Math.max(shift, 0)) * multiplier + (1L << 30), 1L << 31);
            long magnitude = (Math.abs(high) + divisor / 2) / divisor;
            long expected = high < 0 ? -magnitude : magnitude;
            if (expected != FixedPoint.multiplyByQuantizedMultiplier(x, multiplier, shift)) {
                assertEquals(expected, FixedPoint.multiplyByQuantizedMultiplier(x, multiplier, shift), "x = " + x);
            }
        }
    }

    /** Rounding 0.5 up to 1 and then 0.5 of that away from 0: one rounding would give 0. */
    @Test
    void twoRoundingsDifferFromOne() {
        assertEquals(1, FixedPoint.multiplyByQuantizedMultiplier(1, 1 << 30, -1));
        assertEquals(0, FixedPoint.multiplyByQuantizedMultiplier(-1, 1 << 30, -1));
    }

    @Test
    void leftShiftWraps() {
        assertEquals(
                FixedPoint.saturatingRoundingDoublingHighMul(1 << 31, 1 << 30),
                FixedPoint.multiplyByQuantizedMultiplier((1 << 29) + (1 << 27), 1 << 30, 2) - (1 << 28));
        assertEquals(0, FixedPoint.multiplyByQuantizedMultiplier(0, Integer.MAX_VALUE, 31));
    }

    /** 15 bits of multiplier and one rounding, for accumulators of up to 47 bits. */
    @ParameterizedTest
    @CsvSource({
        "1073741824,1",
        "1431655765,-7",
        "2147483647,-10",
        "2147418112,0",
        "1234567890,-15",
        "1073741825,-31",
        "1518500250,3",
        "2000000000,7",
        "0,0"
    })
    void wideMultiplierRoundsOnce(int multiplier, int shift) {
        BigInteger reduced = BigInteger.valueOf(Math.min(0x7FFF, (multiplier + (1L << 15)) >> 16));
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long x = random.nextLong() >> 17 + random.nextInt(46);
            BigDecimal product = new BigDecimal(BigInteger.valueOf(x).multiply(reduced));
            BigDecimal scaled = product.divide(BigDecimal.valueOf(1L << (15 - shift)));
            // Ties upward: floor(scaled + 1/2), of which the low 32 bits are kept.
            int expected = scaled.add(new BigDecimal("0.5"))
                    .setScale(0, RoundingMode.FLOOR)
                    .toBigInteger()
                    .intValue();
            assertEquals(expected, FixedPoint.multiplyByQuantizedMultiplier(x, multiplier, shift), () -> "x = " + x);
        }
    }
}
