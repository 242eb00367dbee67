// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int16;
import io.lanewise.quantization.InterpolatedTable;

/**
 * int16 softmax, TFLite's {@code SoftmaxInt16}: exponentials and the reciprocal of their sum by interpolated tables.
 */
record SoftmaxInt16Kernel(SoftmaxShape shape, SoftmaxInt16Parameters parameters, int input, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.shorts());
    }

    private void run(short[] arena) {
        for (int row = 0; row < shape.rows(); row++) {
            run(arena, input + row * shape.depth(), output + row * shape.depth());
        }
    }

    private void run(short[] arena, int from, int to) {
        int maximum = Int16.MIN;
        for (int i = 0; i < shape.depth(); i++) {
            maximum = Math.max(maximum, arena[from + i]);
        }
        int sum = 0;
        for (int i = 0; i < shape.depth(); i++) {
            // -65535 to 0 are -10 to 0, moved to the table's argument.
            int scaled = parameters.factor().times(arena[from + i] - maximum) + Int16.MAX;
            short exponential = InterpolatedTable.EXP.at(Int16.saturate(scaled));
            arena[to + i] = exponential;
            sum += exponential;
        }
        // sum = mantissa x 2^(31 - headroom) in Q0.15 with a mantissa in [1, 2); the reciprocal's argument is mantissa
        // - 1.
        int headroom = Integer.numberOfLeadingZeros(sum);
        int mantissa = (int) ((((long) sum << (headroom - 1)) + (1 << 13)) >> 14);
        short reciprocal = InterpolatedTable.RECIPROCAL.at(Int16.saturate(mantissa - (1 << 15) - (1 << 16)));
        int shift = 31 - headroom;
        for (int i = 0; i < shape.depth(); i++) {
            int probability = (int) (((long) arena[to + i] * reciprocal + (1L << (shift - 1))) >> shift);
            arena[to + i] = (short) Math.max(0, Math.min(Int16.MAX, probability));
        }
    }
}
