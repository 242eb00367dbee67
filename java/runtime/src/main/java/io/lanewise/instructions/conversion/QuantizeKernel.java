// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int8;

/** float32 to int8. */
record QuantizeKernel(int elements, AffineParameters parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats(), arena.bytes());
    }

    private void run(float[] from, byte[] to) {
        for (int i = 0; i < elements; i++) {
            to[output + i] =
                    Int8.quantize(from[input + i], parameters.scale(), parameters.zeroPoint(), parameters.rounding());
        }
    }
}
