// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Float rectifier with one slope. */
record LeakyReluFloatKernel(int elements, float alpha, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats());
    }

    private void run(float[] arena) {
        for (int i = 0; i < elements; i++) {
            float x = arena[input + i];
            arena[output + i] = x >= 0 ? x : x * alpha;
        }
    }
}
