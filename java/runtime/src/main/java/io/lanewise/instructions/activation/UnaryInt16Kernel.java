// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int16;
import java.util.function.IntUnaryOperator;

/** Any int16 function of one value; results are kept within int16. */
record UnaryInt16Kernel(int elements, IntUnaryOperator function, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.shorts());
    }

    private void run(short[] arena) {
        for (int i = 0; i < elements; i++) {
            arena[output + i] = Int16.saturate(function.applyAsInt(arena[input + i]));
        }
    }
}
