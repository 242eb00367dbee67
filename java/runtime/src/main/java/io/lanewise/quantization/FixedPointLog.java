// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static io.lanewise.quantization.FixedPoint.roundingDivideByPot;
import static io.lanewise.quantization.FixedPoint.saturatingMultiplyByPot;
import static io.lanewise.quantization.FixedPoint.saturatingRoundingDoublingHighMul;

/** The natural logarithm of a sum, TFLite's {@code log_x_for_x_greater_than_or_equal_to_1}. */
public final class FixedPointLog {
    /** Integer bits of the argument. */
    public static final int ARGUMENT_INTEGER_BITS = 12;

    private static final int RESULT_INTEGER_BITS = 5;
    /** One more: a power of two's logarithm alone may exceed the result's range. */
    private static final int SUM_INTEGER_BITS = RESULT_INTEGER_BITS + 1;

    private static final int LOG_OF_TWO = 1488522236;
    private static final int ROOT_OF_HALF = 1518500250;
    private static final int FOURTH_ROOT_OF_HALF = 1805811301;
    private static final int QUARTER = 1 << (29 - SUM_INTEGER_BITS);

    // Coefficients of the rational approximation around the fourth root of 1/2.
    private static final int NUMERATOR_CUBIC = 117049297;
    private static final int DENOMINATOR_SQUARE = 127690142;
    private static final int DENOMINATOR_CONSTANT = 1057819769;
    private static final int DENOMINATOR_LINEAR = 638450708;

    private FixedPointLog() {}

    /**
     * {@code ln(x)} in Q5.26.
     *
     * @param x Q12.19, at least 1
     */
    public static int log(int x) {
        // x = r * 2^exponent with r near the fourth root of 1/2, by the better of two ways.
        int zeros = Integer.numberOfLeadingZeros(x);
        int first = saturatingMultiplyByPot(
                saturatingRoundingDoublingHighMul(saturatingMultiplyByPot(x, zeros - 1), ROOT_OF_HALF), 1);
        int firstExponent = exponent(ARGUMENT_INTEGER_BITS - zeros) + QUARTER;
        int headroom = Integer.numberOfLeadingZeros(saturatingRoundingDoublingHighMul(x, ROOT_OF_HALF)) - 1;
        int second = saturatingMultiplyByPot(x, headroom);
        int secondExponent = exponent(ARGUMENT_INTEGER_BITS - headroom) - QUARTER;
        int r = Math.min(first, second);
        int exponent = Math.max(firstExponent, secondExponent);
        int sum = saturatingRoundingDoublingHighMul(exponent, LOG_OF_TWO) + logOfFraction(r);
        return saturatingMultiplyByPot(sum, SUM_INTEGER_BITS - RESULT_INTEGER_BITS);
    }

    private static int exponent(int exponent) {
        return exponent << (31 - SUM_INTEGER_BITS);
    }

    private static int logOfFraction(int r) {
        int middle = roundingHalfSum(r, FOURTH_ROOT_OF_HALF);
        int q = 2 * (r - FOURTH_ROOT_OF_HALF);
        int square = saturatingRoundingDoublingHighMul(q, q);
        int numerator = saturatingRoundingDoublingHighMul(q, r)
                + saturatingRoundingDoublingHighMul(saturatingRoundingDoublingHighMul(q, square), NUMERATOR_CUBIC);
        int inner = DENOMINATOR_CONSTANT + q + saturatingRoundingDoublingHighMul(DENOMINATOR_SQUARE, square);
        int denominatorMinusOne = saturatingRoundingDoublingHighMul(middle, inner)
                + saturatingRoundingDoublingHighMul(DENOMINATOR_LINEAR, q);
        return saturatingRoundingDoublingHighMul(
                roundingDivideByPot(numerator, SUM_INTEGER_BITS),
                FixedPointReciprocal.oneOverOnePlusX(denominatorMinusOne));
    }

    private static int roundingHalfSum(int a, int b) {
        long sum = (long) a + b;
        return (int) ((sum + (sum >= 0 ? 1 : -1)) / 2);
    }
}
