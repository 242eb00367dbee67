// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/**
 * Running sums along a dimension.
 *
 * @param exclusive whether an element is the sum of those before it, without itself
 * @param reverse whether sums run from the end
 * @param type float32, int32 or int64; integers keep their low bits
 */
public record CumulateValues(ReductionShape shape, boolean exclusive, boolean reverse, DataType type)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new CumulationKernel(this, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_cumulate(
                shape.outer(),
                shape.reduced(),
                shape.inner(),
                exclusive ? 1 : 0,
                reverse ? 1 : 0,
                NativeType.of(type),
                op);
    }
}
