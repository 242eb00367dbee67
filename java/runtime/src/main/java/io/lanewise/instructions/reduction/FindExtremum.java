// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/**
 * Where the largest or smallest value of a dimension lies, the first of equal ones.
 *
 * @param indexType of the output: int32 or int64
 */
public record FindExtremum(ReductionShape shape, boolean largest, DataType type, DataType indexType)
        implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new FindExtremumKernel(this, inputs[0], outputs[0]);
    }
}
