// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * Float sum, product, maximum or minimum.
 *
 * @param reproducible whether results must be the same on every backend, as where integers are made of them
 */
public record ReduceF32(ReductionShape shape, ReduceFunction function, boolean reproducible)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ReduceFloatKernel(shape, function, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return function.isExact() || !reproducible;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_reduce_f32(
                shape.outer(), shape.reduced(), shape.inner(), function.toNative(), op);
    }
}
