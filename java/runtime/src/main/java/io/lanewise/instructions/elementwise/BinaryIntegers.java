// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Require;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;

/** A function of two integers that stand for themselves, then clamped. */
public record BinaryIntegers(Broadcast broadcast, IntegerFunction function, DataType type, Activation activation)
        implements Instruction {

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
}
