// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * Float products of matrices, outer dimensions broadcast.
 *
 * @param reproducible whether results must be the same on every backend, as where integers are made of them
 */
public record BatchMatMulF32(MatrixShape shape, boolean reproducible) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new BatchMatMulFloatKernel(shape, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return shape.isNative() && !reproducible;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_batch_matmul_f32(
                shape.outerToNative(arguments),
                shape.rows(),
                shape.depth(),
                shape.columns(),
                shape.leftTransposed() ? 1 : 0,
                shape.rightTransposed() ? 1 : 0,
                op);
    }
}
