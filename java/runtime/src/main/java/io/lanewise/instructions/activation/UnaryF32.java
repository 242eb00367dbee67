// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * A float function of one value.
 *
 * @param reproducible whether results must be the same on every backend, as where integers are made of them
 */
public record UnaryF32(int elements, UnaryFunction function, boolean reproducible) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryFloatKernel(elements, function.ofFloats(), inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public boolean isNative() {
        return function.toNative() >= 0 && (function.isExact() || !reproducible);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_unary_f32(elements, function.toNative(), op);
    }
}
