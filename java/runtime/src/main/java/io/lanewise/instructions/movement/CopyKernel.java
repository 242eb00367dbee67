// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Copies elements to another offset; nothing where the plan gave input and output the same one. */
record CopyKernel(int elements, DataType type, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        Object array = arena.array(type);
        int length = elements * Arena.units(type);
        return input == output ? () -> {} : () -> System.arraycopy(array, input, array, output, length);
    }
}
