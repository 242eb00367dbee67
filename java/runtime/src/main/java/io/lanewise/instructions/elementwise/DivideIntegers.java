// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** int8 or int16 division by a fixed-point reciprocal. */
public record DivideIntegers(Broadcast broadcast, MulParameters parameters, DataType type)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new QuotientKernel(broadcast, parameters, type, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return type == DataType.INT16
                ? Lanewise.lanewise_create_div_s16(broadcast.toNative(arguments), parameters.toNative(arguments), op)
                : Lanewise.lanewise_create_div_s8(broadcast.toNative(arguments), parameters.toNative(arguments), op);
    }
}
