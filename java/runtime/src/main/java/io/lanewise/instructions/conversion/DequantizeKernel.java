// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int8;

/** int8 to float32. */
record DequantizeKernel(int elements, AffineParameters parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.bytes(), arena.floats());
    }

    private void run(byte[] from, float[] to) {
        for (int i = 0; i < elements; i++) {
            to[output + i] = Int8.dequantize(from[input + i], parameters.scale(), parameters.zeroPoint());
        }
    }
}
