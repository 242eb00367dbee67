// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * Float rows divided by their lengths.
 *
 * @param reproducible whether results must be the same on every backend, as where integers are made of them
 */
public record L2NormalizationF32(SoftmaxShape shape, boolean reproducible) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new L2NormalizationFloatKernel(shape, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return !reproducible;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_l2_normalization_f32(shape.rows(), shape.depth(), op);
    }
}
