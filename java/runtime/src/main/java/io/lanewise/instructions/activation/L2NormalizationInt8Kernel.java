// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.InverseSquareRoot;
import io.lanewise.quantization.QuantizedMultiplier;

/** int8 rows divided by their lengths, TFLite's {@code L2Normalization}. */
record L2NormalizationInt8Kernel(SoftmaxShape shape, int inputZeroPoint, boolean shifted, int input, int output)
        implements Kernel {
    /** A length of 1 is 128 steps. */
    private static final int OUTPUT_SHIFT = 7;

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        return () -> {
            for (int row = 0; row < shape.rows(); row++) {
                run(bytes, input + row * shape.depth(), output + row * shape.depth());
            }
        };
    }

    private void run(byte[] arena, int from, int to) {
        int squares = 0;
        for (int i = 0; i < shape.depth(); i++) {
            int x = arena[from + i] - inputZeroPoint;
            squares += x * x;
        }
        QuantizedMultiplier inverse = InverseSquareRoot.of(squares);
        int before = shifted ? OUTPUT_SHIFT : 0;
        QuantizedMultiplier scale =
                new QuantizedMultiplier(inverse.multiplier(), inverse.shift() + OUTPUT_SHIFT - before);
        for (int i = 0; i < shape.depth(); i++) {
            arena[to + i] = Int8.saturate(scale.times((arena[from + i] - inputZeroPoint) << before));
        }
    }
}
