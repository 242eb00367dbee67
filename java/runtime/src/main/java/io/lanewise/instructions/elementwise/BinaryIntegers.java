// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;

/** A function of two integers that stand for themselves, then clamped. */
public record BinaryIntegers(Broadcast broadcast, IntegerFunction function, DataType type, Activation activation)
        implements NativeInstruction {

    /**
     * A function of two tensors of the output's type.
     *
     * @throws IllegalArgumentException if they are not
     */
    public static BinaryIntegers of(
            Broadcast broadcast,
            IntegerFunction function,
            Tensor left,
            Tensor right,
            Tensor output,
            Activation activation) {
        Require.sameType(left, output);
        Require.sameType(right, output);
        return new BinaryIntegers(broadcast, function, output.type(), activation);
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new BinaryIntegerKernel(broadcast, function, type, activation, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_binary_integers(
                broadcast.toNative(arguments),
                function.toNative(),
                NativeType.of(type),
                activation == Activation.NONE ? least() : Math.max(least(), (long) activation.minimum()),
                activation == Activation.NONE ? most() : Math.min(most(), (long) activation.maximum()),
                op);
    }

    private long least() {
        return type == DataType.BOOL ? 0 : type == DataType.INT32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
    }

    private long most() {
        return type == DataType.BOOL ? 255 : type == DataType.INT32 ? Integer.MAX_VALUE : Long.MAX_VALUE;
    }
}
