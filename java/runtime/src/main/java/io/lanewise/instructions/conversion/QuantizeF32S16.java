// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** float32 to int16. */
public record QuantizeF32S16(int elements, AffineParameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new QuantizeInt16Kernel(elements, parameters, inputs[0], outputs[0]);
    }
}
