// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int8 squares of differences. */
public record SquaredDifferenceS8(Broadcast broadcast, SquaredDifferenceParameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new SquaredDifferenceInt8Kernel(
                new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), parameters);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
