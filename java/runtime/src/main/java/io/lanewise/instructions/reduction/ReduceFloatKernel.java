// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import java.util.Arrays;

/** Float sum, product or extremum. */
record ReduceFloatKernel(ReductionShape shape, ReduceFunction function, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        float[] results = new float[shape.inner()];
        return () -> run(arena.floats(), results);
    }

    private void run(float[] arena, float[] results) {
        int from = input;
        for (int o = 0; o < shape.outer(); o++) {
            Arrays.fill(results, start());
            for (int r = 0; r < shape.reduced(); r++, from += results.length) {
                for (int i = 0; i < results.length; i++) {
                    results[i] = join(results[i], arena[from + i]);
                }
            }
            System.arraycopy(results, 0, arena, output + o * results.length, results.length);
        }
    }

    private float start() {
        return switch (function) {
            case ALL, ANY -> throw new IllegalStateException(function + " of floats");
            case MAX -> Float.NEGATIVE_INFINITY;
            case MIN -> Float.POSITIVE_INFINITY;
            case PROD -> 1;
            case SUM -> 0;
        };
    }

    private float join(float left, float right) {
        return switch (function) {
            case ALL, ANY -> throw new IllegalStateException(function + " of floats");
            case MAX -> Math.max(left, right);
            case MIN -> Math.min(left, right);
            case PROD -> left * right;
            case SUM -> left + right;
        };
    }
}
