// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.FloatClamp;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Activation;

/** RELU, RELU6 and RELU_N1_TO_1 on floats. */
record ClampFloatKernel(int elements, FloatClamp clamp, int input, int output) implements Kernel {

    ClampFloatKernel(int elements, Activation activation, int input, int output) {
        this(elements, FloatClamp.of(activation), input, output);
    }

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats());
    }

    private void run(float[] arena) {
        for (int i = 0; i < elements; i++) {
            arena[output + i] = clamp.apply(arena[input + i]);
        }
    }
}
