// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** A reduction of integers. */
record ReduceIntegerKernel(ReductionShape shape, ReduceFunction function, DataType type, int input, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        IntegerElements from = IntegerElements.of(arena, type, input);
        IntegerElements to = IntegerElements.of(arena, type, output);
        return () -> {
            for (int o = 0; o < shape.outer(); o++) {
                for (int i = 0; i < shape.inner(); i++) {
                    to.set(o * shape.inner() + i, reduced(from, o * shape.reduced() * shape.inner() + i));
                }
            }
        };
    }

    private long reduced(IntegerElements from, int first) {
        long result = from.get(first);
        for (int r = 1; r < shape.reduced(); r++) {
            long value = from.get(first + r * shape.inner());
            result = switch (function) {
                case ALL, MIN -> Math.min(result, value);
                case ANY, MAX -> Math.max(result, value);
                case PROD -> result * value;
                case SUM -> result + value;
            };
        }
        return result;
    }
}
