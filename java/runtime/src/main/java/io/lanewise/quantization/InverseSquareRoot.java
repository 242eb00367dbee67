// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static io.lanewise.quantization.FixedPoint.roundingDivideByPot;
import static io.lanewise.quantization.FixedPoint.saturatingMultiplyByPot;
import static io.lanewise.quantization.FixedPoint.saturatingRoundingDoublingHighMul;

/** {@code 1 / sqrt(x)} of a sum of squares as a multiplier: TFLite's {@code GetInvSqrtQuantizedMultiplierExp}. */
public final class InverseSquareRoot {
    private static final int NEWTON_STEPS = 5;
    /** 1 in Q3.28. */
    private static final int ONE = 1 << 28;
    /** 3/2 in Q3.28. */
    private static final int THREE_HALVES = ONE + ONE / 2;
    /** The square root of 1/2 in Q0.31. */
    private static final int ROOT_OF_HALF = 1518500250;

    private InverseSquareRoot() {}

    /**
     * The multiplier, whose shift is negative to the right.
     *
     * @param x at least 0; of 0 and 1 it is the largest factor below 1
     */
    public static QuantizedMultiplier of(int x) {
        if (x <= 1) {
            return new QuantizedMultiplier(Integer.MAX_VALUE, 0);
        }
        int right = 11;
        int scaled = x;
        while (scaled >= 1 << 29) {
            scaled /= 4;
            right++;
        }
        // Pairs of bits above: half of them is what the root loses.
        int pairs = (Integer.numberOfLeadingZeros(scaled) - 1) / 2 - 1;
        right -= pairs;
        scaled <<= 2 * pairs;
        int root = saturatingRoundingDoublingHighMul(newton(scaled), ROOT_OF_HALF);
        return right < 0 ? new QuantizedMultiplier(root << -right, 0) : new QuantizedMultiplier(root, -right);
    }

    /** Newton's steps {@code r = r (3 - x r^2) / 2} in Q3.28, from 1 on. */
    private static int newton(int x) {
        int half = roundingDivideByPot(x >> 1, 1);
        int root = ONE;
        for (int i = 0; i < NEWTON_STEPS; i++) {
            int square = saturatingRoundingDoublingHighMul(root, root);
            int cube = saturatingMultiplyByPot(saturatingRoundingDoublingHighMul(square, root), 6);
            int next = saturatingRoundingDoublingHighMul(THREE_HALVES, root)
                    - saturatingRoundingDoublingHighMul(half, cube);
            root = saturatingMultiplyByPot(next, 3);
        }
        return root;
    }
}
