// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** Numbers as those of another type, whatever they stand for. */
public record CastValues(int elements, DataType from, DataType to) implements NativeInstruction {

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

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_cast(elements, NativeType.of(from), NativeType.of(to), op);
    }
}
