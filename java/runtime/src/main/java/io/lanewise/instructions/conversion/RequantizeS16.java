// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantization;

/** Integers to integers of another scale or width, clamped, where input or output or both are int16. */
public record RequantizeS16(int elements, Requantization requantization, boolean fromInt16, boolean toInt16)
        implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new RequantizeInt16Kernel(elements, requantization, fromInt16, toInt16, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
