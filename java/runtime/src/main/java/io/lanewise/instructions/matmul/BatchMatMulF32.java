// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Float products of matrices, outer dimensions broadcast. */
public record BatchMatMulF32(MatrixShape shape) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new BatchMatMulFloatKernel(shape, inputs[0], inputs[1], outputs[0]);
    }
}
