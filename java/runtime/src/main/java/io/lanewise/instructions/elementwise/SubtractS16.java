// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** int16 subtraction: an addition whose right input, rescaled, is negated. */
public record SubtractS16(Broadcast broadcast, AddParameters parameters) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new AddInt16Kernel(new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), parameters, -1);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_sub_s16(broadcast.toNative(arguments), parameters.toNative(arguments), op);
    }
}
