// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static io.lanewise.quantization.FixedPoint.saturatingMultiplyByPot;
import static io.lanewise.quantization.FixedPoint.saturatingRoundingDoublingHighMul;

/** gemmlowp's {@code one_over_one_plus_x_for_x_in_0_1}: the division of TFLite's int8 softmax. */
public final class FixedPointReciprocal {

    /** 48/17, -32/17 and 1 in Q2.29. */
    private static final int FORTY_EIGHT_SEVENTEENTHS = 1515870810;

    private static final int MINUS_THIRTY_TWO_SEVENTEENTHS = -1010580540;
    private static final int ONE = 1 << 29;

    private FixedPointReciprocal() {}

    /**
     * 1 / (1 + x) for x in [0, 1): three steps of Newton-Raphson division.
     *
     * @param x Q0.31, not negative
     * @return Q0.31
     */
    public static int oneOverOnePlusX(int x) {
        // (1 + x) / 2, rounded half up; 1 is 2^31 - 1 in Q0.31.
        int halfDenominator = (int) (((long) x + Integer.MAX_VALUE + 1) / 2);
        int estimate = FORTY_EIGHT_SEVENTEENTHS
                + saturatingRoundingDoublingHighMul(halfDenominator, MINUS_THIRTY_TWO_SEVENTEENTHS);
        for (int i = 0; i < 3; i++) {
            int error = ONE - saturatingRoundingDoublingHighMul(halfDenominator, estimate);
            estimate += saturatingMultiplyByPot(saturatingRoundingDoublingHighMul(estimate, error), 2);
        }
        // 1 / halfDenominator is 2 / (1 + x): halved by reading Q2.29 as Q1.30, then Q1.30 to Q0.31.
        return saturatingMultiplyByPot(estimate, 1);
    }
}
