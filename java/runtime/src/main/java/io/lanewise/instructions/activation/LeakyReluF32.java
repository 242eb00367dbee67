// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Float rectifier with one slope. */
public record LeakyReluF32(int elements, float alpha) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new LeakyReluFloatKernel(elements, alpha, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
