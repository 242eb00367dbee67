// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Lays the inputs' rows side by side. */
record ConcatenationKernel(ConcatenationParameters parameters, int[] inputs, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        Object array = arena.array(parameters.type());
        return () -> run(array);
    }

    private void run(Object array) {
        int to = output;
        int unit = Arena.units(parameters.type());
        for (int row = 0; row < parameters.rows(); row++) {
            for (int i = 0; i < inputs.length; i++) {
                int elements = parameters.elements()[i] * unit;
                System.arraycopy(array, inputs[i] + row * elements, array, to, elements);
                to += elements;
            }
        }
    }
}
