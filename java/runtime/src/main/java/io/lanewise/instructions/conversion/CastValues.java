// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Require;
import io.lanewise.tensor.DataType;

/** Numbers as those of another type, whatever they stand for. */
public record CastValues(int elements, DataType from, DataType to) implements Instruction {

    /**
     * Checks the types.
     *
     * @throws IllegalArgumentException if one is of constants only
     */
    public CastValues {
        for (DataType type : new DataType[] {from, to}) {
            Require.that(
                    type != DataType.FLOAT16 && type != DataType.INT4,
                    "from %s to %s is not supported",
                    from.label(),
                    to.label());
        }
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new CastKernel(elements, from, to, inputs[0], outputs[0]);
    }
}
