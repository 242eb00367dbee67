// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.FixedPoint;
import io.lanewise.quantization.Int8;
import java.util.Arrays;

/** int8 mean, TFLite's {@code QuantizedMeanOrSum}. */
record MeanInt8Kernel(ReductionShape shape, MeanParameters parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        int[] sums = new int[shape.inner()];
        return () -> run(arena.bytes(), sums);
    }

    private void run(byte[] arena, int[] sums) {
        int from = input;
        for (int o = 0; o < shape.outer(); o++) {
            Arrays.fill(sums, -shape.reduced() * parameters.inputZeroPoint());
            for (int r = 0; r < shape.reduced(); r++, from += sums.length) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += arena[from + i];
                }
            }
            for (int i = 0; i < sums.length; i++) {
                int mean =
                        FixedPoint.multiplyByQuantizedMultiplier(sums[i], parameters.multiplier(), parameters.shift());
                arena[output + o * sums.length + i] = Int8.saturate(mean + parameters.outputZeroPoint());
            }
        }
    }
}
