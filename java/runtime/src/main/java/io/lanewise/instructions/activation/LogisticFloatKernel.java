// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** 1 / (1 + exp(-x)) on floats; the same bits on every platform, as integers may be made of them. */
record LogisticFloatKernel(int elements, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats());
    }

    private void run(float[] arena) {
        for (int i = 0; i < elements; i++) {
            arena[output + i] = (float) (1 / (1 + StrictMath.exp(-arena[input + i])));
        }
    }
}
