// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/**
 * Lays cells of real value 0 around a tensor.
 *
 * @param type 1, 2, 4 or 8 bytes
 * @param zeroPoint what stands for 0, of int8 alone another integer than 0
 */
public record PadValues(PadParameters parameters, DataType type, int zeroPoint) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new PadKernel(parameters, type, zeroPoint, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        byte[] value = new byte[type.bytes()];
        value[0] = (byte) zeroPoint;
        return Lanewise.lanewise_create_pad(
                parameters.inputDims().length,
                arguments.ints(parameters.inputDims()),
                arguments.ints(parameters.before()),
                arguments.ints(parameters.after()),
                value.length,
                arguments.bytes(value),
                op);
    }
}
