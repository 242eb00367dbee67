// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Requantization;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.internal.NativeRequantization;

/** Integers to integers of another scale or width, clamped, where input or output or both are int16. */
public record RequantizeS16(int elements, Requantization requantization, boolean fromInt16, boolean toInt16)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new RequantizeInt16Kernel(elements, requantization, fromInt16, toInt16, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        NativeRequantization parameters = requantization.toNative(arguments);
        if (!fromInt16) {
            return Lanewise.lanewise_create_requantize_s8_s16(elements, parameters, op);
        }
        return toInt16
                ? Lanewise.lanewise_create_requantize_s16(elements, parameters, op)
                : Lanewise.lanewise_create_requantize_s16_s8(elements, parameters, op);
    }
}
