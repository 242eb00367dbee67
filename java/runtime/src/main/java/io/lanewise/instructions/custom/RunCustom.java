// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.custom;

import io.lanewise.custom.CustomOperator;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Runs a custom operator. */
public record RunCustom(CustomOperator operator, ByteBuffer options, List<Tensor> from, List<Tensor> to)
        implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new CustomKernel(operator.prepare(options, from, to), from, to, inputs, outputs);
    }
}
