// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/**
 * Float softmax: exp(beta (x - max)) over its sum; the same bits on every platform, as integers may be made of them.
 */
record SoftmaxFloatKernel(SoftmaxShape shape, float beta, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.floats());
    }

    private void run(float[] arena) {
        for (int row = 0; row < shape.rows(); row++) {
            int from = input + row * shape.depth();
            int to = output + row * shape.depth();
            float maximum = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < shape.depth(); i++) {
                maximum = Math.max(maximum, arena[from + i]);
            }
            float sum = 0;
            for (int i = 0; i < shape.depth(); i++) {
                float e = (float) StrictMath.exp((arena[from + i] - maximum) * beta);
                arena[to + i] = e;
                sum += e;
            }
            for (int i = 0; i < shape.depth(); i++) {
                arena[to + i] /= sum;
            }
        }
    }
}
