// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;

/** The larger or the smaller of two int16 values on one grid. */
public record ExtremumS16(Broadcast broadcast, boolean larger) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        IntegerFunction function = larger ? IntegerFunction.MAXIMUM : IntegerFunction.MINIMUM;
        return new BinaryIntegerKernel(
                broadcast, function, DataType.INT16, Activation.NONE, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return larger
                ? Lanewise.lanewise_create_maximum_s16(broadcast.toNative(arguments), op)
                : Lanewise.lanewise_create_minimum_s16(broadcast.toNative(arguments), op);
    }
}
