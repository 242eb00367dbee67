// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** Any int8 function of one int8, by its 256 values. */
public record LookupS8(int elements, LookupTable table) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new LookupInt8Kernel(elements, table, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_lookup_s8(elements, arguments.bytes(table.values()), op);
    }
}
