// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.SigmoidTable;

/** int16 logistic by a table with linear interpolation. */
record LogisticInt16Kernel(int elements, LogisticInt16Parameters parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.shorts());
    }

    private void run(short[] arena) {
        int shift = parameters.shift();
        int round = shift > 0 ? 1 << (shift - 1) : 0;
        for (int i = 0; i < elements; i++) {
            arena[output + i] = SigmoidTable.sigmoid((arena[input + i] * parameters.multiplier() + round) >> shift);
        }
    }
}
