// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** A function of every integer, which stands for itself. */
public record UnaryIntegers(int elements, Function function, DataType type) implements Instruction {

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
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryIntegerKernel(elements, function, type, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }
}
