// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;

/** int16 to float32. */
public record DequantizeS16F32(int elements, AffineParameters parameters) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new DequantizeInt16Kernel(elements, parameters, inputs[0], outputs[0]);
    }
}
