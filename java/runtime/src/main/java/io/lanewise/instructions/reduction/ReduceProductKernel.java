// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.IntegerElements;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.Int16;
import io.lanewise.quantization.Int8;
import io.lanewise.tensor.DataType;

/** int8 or int16 product. */
record ReduceProductKernel(ReductionShape shape, ProductParameters parameters, DataType type, int input, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        IntegerElements from = IntegerElements.of(arena, type, input);
        IntegerElements to = IntegerElements.of(arena, type, output);
        return () -> {
            for (int o = 0; o < shape.outer(); o++) {
                for (int i = 0; i < shape.inner(); i++) {
                    to.set(o * shape.inner() + i, product(from, o * shape.reduced() * shape.inner() + i));
                }
            }
        };
    }

    private int product(IntegerElements from, int first) {
        int product = (int) from.get(first) - parameters.inputZeroPoint();
        for (int r = 1; r < shape.reduced(); r++) {
            long value = from.get(first + r * shape.inner()) - parameters.inputZeroPoint();
            product = parameters.scaled(product * value);
        }
        long result = (long) parameters.scaled(product) + parameters.outputZeroPoint();
        return type == DataType.INT16
                ? (int) Math.max(Int16.MIN, Math.min(Int16.MAX, result))
                : (int) Math.max(Int8.MIN, Math.min(Int8.MAX, result));
    }
}
