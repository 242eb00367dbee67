// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** A function of every integer. */
record UnaryIntegerKernel(int elements, UnaryIntegers.Function function, DataType type, int input, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        IntegerElements from = IntegerElements.of(arena, type, input);
        IntegerElements to = IntegerElements.of(arena, type, output);
        return () -> {
            for (int i = 0; i < elements; i++) {
                to.set(i, function.apply(from.get(i)));
            }
        };
    }
}
