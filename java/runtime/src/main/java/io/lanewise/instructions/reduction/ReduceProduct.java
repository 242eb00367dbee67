// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** int8 or int16 product. */
public record ReduceProduct(ReductionShape shape, ProductParameters parameters, DataType type)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ReduceProductKernel(shape, parameters, type, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        int multiplier = parameters.factor().multiplier();
        int shift = parameters.factor().shift();
        return type == DataType.INT16
                ? Lanewise.lanewise_create_reduce_prod_s16(
                        shape.outer(), shape.reduced(), shape.inner(), multiplier, shift, op)
                : Lanewise.lanewise_create_reduce_prod_s8(
                        shape.outer(),
                        shape.reduced(),
                        shape.inner(),
                        parameters.inputZeroPoint(),
                        parameters.outputZeroPoint(),
                        multiplier,
                        shift,
                        op);
    }
}
