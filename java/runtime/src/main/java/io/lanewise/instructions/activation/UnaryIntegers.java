// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;

/** A function of every integer, which stands for itself. */
public record UnaryIntegers(int elements, Function function, DataType type) implements NativeInstruction {

    /** Results that do not fit their type keep their low bits. */
    public enum Function {
        ABS,
        NEG,
        /** 1, 0 or -1. */
        SIGN;

        long apply(long x) {
            return switch (this) {
                case ABS -> Math.abs(x);
                case NEG -> -x;
                case SIGN -> Long.signum(x);
            };
        }

        /** Its {@code lanewise_unary_function}. */
        int toNative() {
            return switch (this) {
                case ABS -> Lanewise.LANEWISE_ABS;
                case NEG -> Lanewise.LANEWISE_NEG;
                case SIGN -> Lanewise.LANEWISE_SIGN;
            };
        }
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryIntegerKernel(elements, function, type, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_unary_integers(elements, function.toNative(), NativeType.of(type), op);
    }
}
