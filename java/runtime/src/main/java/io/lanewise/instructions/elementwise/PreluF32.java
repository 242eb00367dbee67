// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** Float rectifier whose slopes are the second input. */
public record PreluF32(Broadcast broadcast) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new PreluFloatKernel(new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]));
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_binary_f32(
                broadcast.toNative(arguments),
                Lanewise.LANEWISE_PRELU,
                Float.NEGATIVE_INFINITY,
                Float.POSITIVE_INFINITY,
                op);
    }
}
