// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.FixedPoint;
import io.lanewise.quantization.FixedPointExp;
import io.lanewise.quantization.FixedPointReciprocal;
import io.lanewise.quantization.Int8;

/**
 * int8 softmax, TFLite's {@code reference_ops::Softmax}: exponentials in Q0.31, their sum in Q12.19. An exponential
 * depends only on the difference from the row's maximum, one of 256 values, so there is a table of them.
 */
final class SoftmaxInt8Kernel implements Kernel {
    private static final int SUM_INTEGER_BITS = 12;

    /** From here on, 512 in Q12.19, every probability rounds to 0; TFLite's shift would exceed 31 bits. */
    private static final int SUM_LIMIT = 1 << 28;

    private final SoftmaxShape shape;
    private final int[] exponentials = new int[256];
    private final int input;
    private final int output;

    SoftmaxInt8Kernel(SoftmaxShape shape, SoftmaxParameters parameters, int input, int output) {
        this.shape = shape;
        this.input = input;
        this.output = output;
        for (int d = 0; d < exponentials.length && -d >= parameters.differenceMinimum(); d++) {
            int scaled = FixedPoint.multiplyByQuantizedMultiplier(-d, parameters.multiplier(), parameters.shift());
            exponentials[d] = FixedPointExp.expOnNegativeValues(scaled);
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.bytes());
    }

    private void run(byte[] arena) {
        for (int row = 0; row < shape.rows(); row++) {
            run(arena, input + row * shape.depth(), output + row * shape.depth());
        }
    }

    private void run(byte[] arena, int from, int to) {
        int maximum = Int8.MIN;
        for (int i = 0; i < shape.depth(); i++) {
            maximum = Math.max(maximum, arena[from + i]);
        }
        int sum = 0;
        for (int i = 0; i < shape.depth() && sum < SUM_LIMIT; i++) {
            sum += FixedPoint.roundingDivideByPot(exponentials[maximum - arena[from + i]], SUM_INTEGER_BITS);
        }
        // sum = mantissa * 2^integerBits with a mantissa in [1, 2), of which 31 bits after the leading 1 are kept.
        int headroom = Integer.numberOfLeadingZeros(sum);
        int integerBits = SUM_INTEGER_BITS - headroom;
        int reciprocal = FixedPointReciprocal.oneOverOnePlusX((sum << headroom) + Integer.MIN_VALUE);
        for (int i = 0; i < shape.depth(); i++) {
            int probability = 0;
            if (sum < SUM_LIMIT) {
                int product = FixedPoint.saturatingRoundingDoublingHighMul(
                        reciprocal, exponentials[maximum - arena[from + i]]);
                probability = FixedPoint.roundingDivideByPot(product, integerBits + 31 - 8);
            }
            arena[to + i] = Int8.saturate(probability + Int8.MIN);
        }
    }

    @Override
    public long weightBytes() {
        return (long) exponentials.length * Integer.BYTES;
    }
}
