// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** The larger or the smaller of two int8 values on one grid. */
public record ExtremumS8(Broadcast broadcast, boolean larger) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ExtremumInt8Kernel(new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), larger);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
