// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int8 subtraction: an addition whose right input, rescaled, is negated. */
public record SubtractS8(Broadcast broadcast, AddParameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new AddInt8Kernel(new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), parameters, -1);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
