// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

/** 1 / (1 + exp(-x)) on floats. */
record LogisticFloatKernel(int elements, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats());
    }

    private void run(float[] arena) {
        for (int i = 0; i < elements; i++) {
            arena[output + i] = (float) (1 / (1 + Math.exp(-arena[input + i])));
        }
    }
}
