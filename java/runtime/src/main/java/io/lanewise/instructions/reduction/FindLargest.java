// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/**
 * Where the largest values of each row lie in it, the largest first. Of equal values the one before.
 *
 * @param rows rows of {@code depth} elements
 * @param count values of a row, 1 to {@code depth}
 * @param indexType of the output: int32, or int16
 */
public record FindLargest(int rows, int depth, int count, DataType type, DataType indexType)
        implements NativeInstruction {

    public FindLargest {
        Require.that(
                indexType != DataType.INT16 || depth - 1 <= Short.MAX_VALUE,
                "indices of type int16 for rows of %s elements",
                depth);
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new FindLargestKernel(this, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_find_largest(
                rows, depth, count, NativeType.of(type), NativeType.of(indexType), op);
    }
}
