// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/**
 * Rows added to where indices say, of a tensor that is 0 elsewhere. Inputs: indices, rows. An index out of range fails
 * the run.
 *
 * @param shape of the output as a table and the indices; one batch, one part
 * @param type of the rows; of truths any that holds counts
 * @param indexType of the indices: int32 or int64
 */
public record ScatterRows(GatherShape shape, DataType type, DataType indexType) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ScatterKernel(shape, Arena.units(type), type, indexType, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return shape.sizes().length <= Lanewise.LANEWISE_MAX_RANK;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_scatter(
                shape.sizes().length,
                arguments.ints(shape.sizes()),
                shape.row(),
                shape.count(),
                NativeType.of(type),
                indexType.bytes(),
                op);
    }
}
