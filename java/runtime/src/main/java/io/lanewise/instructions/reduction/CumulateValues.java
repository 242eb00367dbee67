// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.reduction;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/**
 * Running sums along a dimension.
 *
 * @param exclusive whether an element is the sum of those before it, without itself
 * @param reverse whether sums run from the end
 * @param type float32, int32 or int64; integers keep their low bits
 */
public record CumulateValues(ReductionShape shape, boolean exclusive, boolean reverse, DataType type)
        implements Instruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new CumulationKernel(this, inputs[0], outputs[0]);
    }
}
