// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int16 logistic by an interpolated table. */
public record LogisticS16(int elements, LogisticInt16Parameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new LogisticInt16Kernel(elements, parameters, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
