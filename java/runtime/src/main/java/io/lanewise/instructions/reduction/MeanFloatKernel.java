// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import java.util.Arrays;

/** Float mean. */
record MeanFloatKernel(ReductionShape shape, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        float[] sums = new float[shape.inner()];
        return () -> run(arena.floats(), sums);
    }

    private void run(float[] arena, float[] sums) {
        int from = input;
        for (int o = 0; o < shape.outer(); o++) {
            Arrays.fill(sums, 0);
            for (int r = 0; r < shape.reduced(); r++, from += sums.length) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += arena[from + i];
                }
            }
            for (int i = 0; i < sums.length; i++) {
                arena[output + o * sums.length + i] = sums[i] / shape.reduced();
            }
        }
    }
}
