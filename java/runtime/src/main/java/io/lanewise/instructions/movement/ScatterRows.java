// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/**
 * Rows added to where indices say, of a tensor that is 0 elsewhere. Inputs: indices, rows. An index out of range fails
 * the run.
 *
 * @param shape of the output as a table and the indices; one batch, one part
 * @param type of the rows; of truths any that holds counts
 * @param indexType of the indices: int32 or int64
 */
public record ScatterRows(GatherShape shape, DataType type, DataType indexType) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ScatterKernel(shape, Arena.units(type), type, indexType, inputs[0], inputs[1], outputs[0]);
    }
}
