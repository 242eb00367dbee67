// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.quantization.InterpolatedTable;

/** int16 softmax over rows, by tables. */
public record SoftmaxS16(SoftmaxShape shape, SoftmaxInt16Parameters parameters) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new SoftmaxInt16Kernel(shape, parameters, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_softmax_s16(
                shape.rows(),
                shape.depth(),
                parameters.factor().multiplier(),
                parameters.factor().shift(),
                arguments.shorts(InterpolatedTable.EXP.values()),
                arguments.shorts(InterpolatedTable.RECIPROCAL.values()),
                op);
    }
}
