// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Float rectifier whose slopes are the second input. */
public record PreluF32(Broadcast broadcast) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new PreluFloatKernel(new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]));
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
