// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import java.util.Arrays;

/** The largest or the smallest int8 value. */
record ReduceExtremumInt8Kernel(ReductionShape shape, boolean largest, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        byte[] results = new byte[shape.inner()];
        return () -> run(arena.bytes(), results);
    }

    private void run(byte[] arena, byte[] results) {
        int from = input;
        for (int o = 0; o < shape.outer(); o++) {
            Arrays.fill(results, largest ? Byte.MIN_VALUE : Byte.MAX_VALUE);
            for (int r = 0; r < shape.reduced(); r++, from += results.length) {
                for (int i = 0; i < results.length; i++) {
                    byte value = arena[from + i];
                    results[i] = value > results[i] == largest ? value : results[i];
                }
            }
            System.arraycopy(results, 0, arena, output + o * results.length, results.length);
        }
    }
}
