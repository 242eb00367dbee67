// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Float log softmax: x - max - log(sum(exp(x - max))); the same bits on every platform. */
record LogSoftmaxFloatKernel(SoftmaxShape shape, int input, int output) implements Kernel {

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
        float maximum = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < shape.depth(); i++) {
            maximum = Math.max(maximum, arena[from + i]);
        }
        float sum = 0;
        for (int i = 0; i < shape.depth(); i++) {
            sum += (float) StrictMath.exp(arena[from + i] - maximum);
        }
        float log = (float) StrictMath.log(sum);
        for (int i = 0; i < shape.depth(); i++) {
            arena[to + i] = arena[from + i] - maximum - log;
        }
    }
}
