// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/**
 * Rows by indices that are known only when it runs. Inputs: table, indices. An index out of range fails the run.
 *
 * @param type of the table
 * @param indexType of the indices: int16, int32 or int64
 */
public record GatherRows(GatherShape shape, DataType type, DataType indexType) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new GatherKernel(shape, Arena.units(type), type, indexType, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return shape.sizes().length <= Lanewise.LANEWISE_MAX_RANK;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_gather(
                shape.batches(),
                shape.outer(),
                shape.sizes().length,
                arguments.ints(shape.sizes()),
                shape.row() * type.bytes(),
                shape.count(),
                indexType.bytes(),
                op);
    }
}
