// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** Gathers elements that lie at regular distances: another order, or a part. */
public record StridedCopy(StridedView view, DataType type) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new StridedCopyKernel(view.inUnits(Arena.units(type)), type, inputs[0], outputs[0]);
    }
}
