// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.FixedPoint;
import io.lanewise.quantization.Int16;
import java.util.Arrays;

/** int16 mean, TFLite's {@code QuantizedMeanOrSum}. */
record MeanInt16Kernel(ReductionShape shape, MeanParameters parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        int[] sums = new int[shape.inner()];
        return () -> run(arena.shorts(), sums);
    }

    private void run(short[] arena, int[] sums) {
        int from = input;
        for (int o = 0; o < shape.outer(); o++) {
            Arrays.fill(sums, 0);
            for (int r = 0; r < shape.reduced(); r++, from += sums.length) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += arena[from + i];
                }
            }
            for (int i = 0; i < sums.length; i++) {
                int mean =
                        FixedPoint.multiplyByQuantizedMultiplier(sums[i], parameters.multiplier(), parameters.shift());
                arena[output + o * sums.length + i] = Int16.saturate(mean);
            }
        }
    }
}
