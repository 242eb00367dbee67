// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.RunFailure;
import io.lanewise.quantization.FixedPoint;
import io.lanewise.quantization.FixedPointReciprocal;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.DataType;

/** int8 or int16 division: TFLite's {@code DivElementwise}. */
record QuotientKernel(Broadcast broadcast, MulParameters parameters, DataType type, int left, int right, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        IntegerElements l = IntegerElements.of(arena, type, left);
        IntegerElements r = IntegerElements.of(arena, type, right);
        IntegerElements o = IntegerElements.of(arena, type, output);
        BroadcastLoop loop = new BroadcastLoop(broadcast, 0, 0, 0);
        BroadcastLoop.Row row = (from, other, to) -> {
            for (int i = 0; i < loop.rowElements(); i++) {
                int dividend = (int) l.get(from + i * loop.leftStep()) - parameters.leftZeroPoint();
                int divisor = (int) r.get(other + i * loop.rightStep()) - parameters.rightZeroPoint();
                int q = quotient(dividend, divisor, parameters.factor()) + parameters.outputZeroPoint();
                o.set(
                        to + i,
                        Math.max(
                                parameters.range().minimum(),
                                Math.min(parameters.range().maximum(), q)));
            }
        };
        return () -> loop.forEachRow(row);
    }

    /** A shift by more than 31 bits, of which TFLite says nothing, leaves 0. */
    private static int quotient(int dividend, int divisor, QuantizedMultiplier factor) {
        if (divisor == 0) {
            throw new RunFailure("divides by 0");
        }
        int positive = Math.abs(divisor);
        int signed = divisor < 0 ? -dividend : dividend;
        // The divisor is (1 + x) * 2^(31 - headroom).
        int headroom = Integer.numberOfLeadingZeros(positive);
        int inverse = FixedPointReciprocal.oneOverOnePlusX((positive << headroom) - Integer.MIN_VALUE);
        int raised = Integer.numberOfLeadingZeros((signed ^ signed >> 31) << 1 | 1);
        int scaled = FixedPoint.saturatingRoundingDoublingHighMul(
                FixedPoint.saturatingRoundingDoublingHighMul(signed << raised, inverse), factor.multiplier());
        int shift = 31 - headroom + raised - factor.shift();
        return shift > 31 ? 0 : FixedPoint.roundingDivideByPot(scaled, shift);
    }
}
