// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int16 multiplication. */
public record MulS16(Broadcast broadcast, MulParameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new MulInt16Kernel(new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), parameters);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
