// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** A reduction of integers that stand for themselves, or of truths. Results keep the low bits of their type. */
public record ReduceIntegers(ReductionShape shape, ReduceFunction function, DataType type)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ReduceIntegerKernel(shape, function, type, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_reduce_integers(
                shape.outer(), shape.reduced(), shape.inner(), function.toNative(), NativeType.of(type), op);
    }
}
