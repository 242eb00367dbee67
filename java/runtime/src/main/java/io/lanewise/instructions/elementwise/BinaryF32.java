// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;

/**
 * A float function of two values, then clamped.
 *
 * @param reproducible whether results must be the same on every backend, as where integers are made of them
 */
public record BinaryF32(Broadcast broadcast, BinaryFunction function, Activation activation, boolean reproducible)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new BinaryFloatKernel(
                new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), function.ofFloats(), activation);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public boolean isNative() {
        return function.toNative() >= 0 && (function.isExact() || !reproducible);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_binary_f32(
                broadcast.toNative(arguments), function.toNative(), activation.minimum(), activation.maximum(), op);
    }
}
