// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Any float function of one value. */
record UnaryFloatKernel(int elements, FloatFunction function, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats());
    }

    private void run(float[] arena) {
        for (int i = 0; i < elements; i++) {
            arena[output + i] = function.apply(arena[input + i]);
        }
    }
}
