// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.FixedPoint;
import io.lanewise.quantization.FixedPointExp;
import io.lanewise.quantization.FixedPointLog;
import io.lanewise.quantization.Int8;

/**
 * int8 LOG_SOFTMAX, TFLite's reference kernel: {@code d - log(sum(exp(d)))} of differences d from a row's maximum. A
 * difference is one of 256, so its Q5.26 form and its exponential in Q12.19 stand in tables.
 */
final class LogSoftmaxInt8Kernel implements Kernel {
    /** From Q5.26 to steps of 1/16. */
    private static final int OUTPUT_SHIFT = 22;

    private final SoftmaxShape shape;
    private final LogSoftmaxParameters parameters;
    private final int[] scaled = new int[256];
    private final int[] exponentials = new int[256];
    private final int input;
    private final int output;

    LogSoftmaxInt8Kernel(SoftmaxShape shape, LogSoftmaxParameters parameters, int input, int output) {
        this.shape = shape;
        this.parameters = parameters;
        this.input = input;
        this.output = output;
        SoftmaxParameters differences = parameters.differences();
        for (int d = 0; d < scaled.length; d++) {
            scaled[d] = FixedPoint.multiplyByQuantizedMultiplier(-d, differences.multiplier(), differences.shift());
            exponentials[d] = -d < differences.differenceMinimum()
                    ? 0
                    : FixedPoint.roundingDivideByPot(
                            FixedPointExp.expOnNegativeValues(scaled[d]), FixedPointLog.ARGUMENT_INTEGER_BITS);
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        return () -> {
            for (int row = 0; row < shape.rows(); row++) {
                run(bytes, input + row * shape.depth(), output + row * shape.depth());
            }
        };
    }

    private void run(byte[] arena, int from, int to) {
        int maximum = Int8.MIN;
        for (int i = 0; i < shape.depth(); i++) {
            maximum = Math.max(maximum, arena[from + i]);
        }
        int sum = 0;
        for (int i = 0; i < shape.depth(); i++) {
            sum += exponentials[maximum - arena[from + i]];
        }
        int log = FixedPointLog.log(sum);
        // The smallest difference whose result Q5.26 can hold; below it the output is its least.
        int limit = Math.max(
                parameters.differences().differenceMinimum() - 1,
                parameters.inverse().times(log + Integer.MIN_VALUE));
        for (int i = 0; i < shape.depth(); i++) {
            int d = maximum - arena[from + i];
            arena[to + i] = -d <= limit
                    ? Int8.MIN
                    : Int8.saturate(FixedPoint.roundingDivideByPot(scaled[d] - log, OUTPUT_SHIFT) + Int8.MAX);
        }
    }

    @Override
    public long weightBytes() {
        return (long) (scaled.length + exponentials.length) * Integer.BYTES;
    }
}
