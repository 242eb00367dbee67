// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Float rows divided by their lengths, or by 10^-6 where they are shorter, as TFLite does it. */
record L2NormalizationFloatKernel(SoftmaxShape shape, int input, int output) implements Kernel {
    private static final float SHORTEST = 1e-6f;

    @Override
    public Runnable bind(Arena arena) {
        float[] floats = arena.floats();
        return () -> {
            for (int row = 0; row < shape.rows(); row++) {
                run(floats, input + row * shape.depth(), output + row * shape.depth());
            }
        };
    }

    private void run(float[] arena, int from, int to) {
        float squares = 0;
        for (int i = 0; i < shape.depth(); i++) {
            squares += arena[from + i] * arena[from + i];
        }
        float length = Math.max((float) Math.sqrt(squares), SHORTEST);
        for (int i = 0; i < shape.depth(); i++) {
            arena[to + i] = arena[from + i] / length;
        }
    }
}
