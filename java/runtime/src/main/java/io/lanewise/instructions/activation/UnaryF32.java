// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** Any float function of one value. */
public record UnaryF32(int elements, FloatFunction function) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryFloatKernel(elements, function, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
