// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.kernels.ConcatenationParameters;
import io.lanewise.tensor.DataType;

/** Lays the inputs' rows side by side. */
record ConcatenationKernel(ConcatenationParameters parameters, DataType type, int[] inputs, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        Object array = arena.array(type);
        return () -> run(array);
    }

    private void run(Object array) {
        int to = output;
        for (int row = 0; row < parameters.rows(); row++) {
            for (int i = 0; i < inputs.length; i++) {
                int elements = parameters.elements()[i];
                System.arraycopy(array, inputs[i] + row * elements, array, to, elements);
                to += elements;
            }
        }
    }
}
