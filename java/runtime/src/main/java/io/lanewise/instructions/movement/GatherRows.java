// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/**
 * Rows by indices that are known only when it runs. Inputs: table, indices. An index out of range fails the run.
 *
 * @param type of the table
 * @param indexType of the indices: int16, int32 or int64
 */
public record GatherRows(GatherShape shape, DataType type, DataType indexType) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new GatherKernel(shape, Arena.units(type), type, indexType, inputs[0], inputs[1], outputs[0]);
    }
}
