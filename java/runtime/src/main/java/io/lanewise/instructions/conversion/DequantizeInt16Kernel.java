// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int16;

/** int16 to float32. */
record DequantizeInt16Kernel(int elements, AffineParameters parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.shorts(), arena.floats());
    }

    private void run(short[] from, float[] to) {
        for (int i = 0; i < elements; i++) {
            to[output + i] = Int16.dequantize(from[input + i], parameters.scale());
        }
    }
}
