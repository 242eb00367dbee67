// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static io.lanewise.quantization.FixedPoint.roundingDivideByPot;
import static io.lanewise.quantization.FixedPoint.saturatingRoundingDoublingHighMul;

/** gemmlowp's {@code exp_on_negative_values}: the exponential that TFLite's int8 softmax is made of. */
public final class FixedPointExp {

    /** Fractional bits of the argument: Q5.26. */
    public static final int ARGUMENT_FRACTIONAL_BITS = 26;

    private static final int ARGUMENT_INTEGER_BITS = 31 - ARGUMENT_FRACTIONAL_BITS;
    private static final int ONE_QUARTER = 1 << (ARGUMENT_FRACTIONAL_BITS - 2);

    /** exp(-1/8) and 1/3 in Q0.31. */
    private static final int EXP_OF_MINUS_ONE_EIGHTH = 1895147668;

    private static final int ONE_THIRD = 715827883;

    /** exp(-2^i) in Q0.31 for i = -2 to 4. */
    private static final int[] EXP_OF_MINUS_POWER = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242
    };

    private FixedPointExp() {}

    /**
     * exp(x) for x of at most 0.
     *
     * @param x Q5.26
     * @return Q0.31
     */
    public static int expOnNegativeValues(int x) {
        if (x == 0) {
            return Integer.MAX_VALUE;
        }
        // x = fraction - remainder with fraction in [-1/4, 0) and remainder a sum of the powers 1/4, 1/2, 1, ... 16.
        int fraction = (x & (ONE_QUARTER - 1)) - ONE_QUARTER;
        int remainder = fraction - x;
        int result = expOnLastQuarter(fraction << ARGUMENT_INTEGER_BITS);
        for (int i = 0; i < EXP_OF_MINUS_POWER.length; i++) {
            if ((remainder & (ONE_QUARTER << i)) != 0) {
                result = saturatingRoundingDoublingHighMul(result, EXP_OF_MINUS_POWER[i]);
            }
        }
        return result;
    }

    /** exp(a) for a in [-1/4, 0), Q0.31 in and out: the Taylor expansion around -1/8 up to the fourth power. */
    private static int expOnLastQuarter(int a) {
        int x = a + (1 << 28);
        int x2 = saturatingRoundingDoublingHighMul(x, x);
        int x3 = saturatingRoundingDoublingHighMul(x2, x);
        int x4 = saturatingRoundingDoublingHighMul(x2, x2);
        int thirdAndFourth = saturatingRoundingDoublingHighMul(roundingDivideByPot(x4, 2) + x3, ONE_THIRD);
        int series = x + roundingDivideByPot(thirdAndFourth + x2, 1);
        return EXP_OF_MINUS_ONE_EIGHTH + saturatingRoundingDoublingHighMul(EXP_OF_MINUS_ONE_EIGHTH, series);
    }
}
