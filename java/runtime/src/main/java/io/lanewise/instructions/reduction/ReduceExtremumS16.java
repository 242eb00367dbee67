// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** The largest or the smallest int16 value. */
public record ReduceExtremumS16(ReductionShape shape, boolean largest) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        ReduceFunction function = largest ? ReduceFunction.MAX : ReduceFunction.MIN;
        return new ReduceIntegerKernel(shape, function, DataType.INT16, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_reduce_s16(
                shape.outer(),
                shape.reduced(),
                shape.inner(),
                largest ? Lanewise.LANEWISE_REDUCE_MAX : Lanewise.LANEWISE_REDUCE_MIN,
                op);
    }
}
