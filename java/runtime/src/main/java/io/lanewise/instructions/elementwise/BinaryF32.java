// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.Activation;

/** Any float function of two values, then clamped. */
public record BinaryF32(Broadcast broadcast, FloatBinaryFunction function, Activation activation)
        implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new BinaryFloatKernel(
                new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), function, activation);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
