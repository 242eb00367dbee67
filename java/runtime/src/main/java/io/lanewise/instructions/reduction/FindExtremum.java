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
 * Where the largest or smallest value of a dimension lies, the first of equal ones.
 *
 * @param indexType of the output: int32 or int64
 */
public record FindExtremum(ReductionShape shape, boolean largest, DataType type, DataType indexType)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new FindExtremumKernel(this, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_find_extremum(
                shape.outer(),
                shape.reduced(),
                shape.inner(),
                largest ? Lanewise.LANEWISE_REDUCE_MAX : Lanewise.LANEWISE_REDUCE_MIN,
                NativeType.of(type),
                NativeType.of(indexType),
                op);
    }
}
