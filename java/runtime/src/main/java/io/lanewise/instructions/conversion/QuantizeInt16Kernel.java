// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int16;

/** float32 to int16. */
record QuantizeInt16Kernel(int elements, AffineParameters parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats(), arena.shorts());
    }

    private void run(float[] from, short[] to) {
        for (int i = 0; i < elements; i++) {
            to[output + i] = Int16.quantize(from[input + i], parameters.scale());
        }
    }
}
