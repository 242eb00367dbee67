// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * Float mean.
 *
 * @param reproducible whether results must be the same on every backend, as where integers are made of them
 */
public record MeanF32(ReductionShape shape, boolean reproducible) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new MeanFloatKernel(shape, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return !reproducible;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_mean_f32(shape.outer(), shape.reduced(), shape.inner(), op);
    }
}
