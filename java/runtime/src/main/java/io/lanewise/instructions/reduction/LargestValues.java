// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/**
 * The largest values of each row, largest first, and where they lie in it: two outputs. Of equal values the one before.
 *
 * @param rows rows of {@code depth} elements
 * @param count values of a row, 1 to {@code depth}
 * @param indexType of the second output: int32, or int16
 */
public record LargestValues(int rows, int depth, int count, DataType type, DataType indexType) implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new LargestValuesKernel(this, inputs[0], outputs[0], outputs[1]);
    }
}
