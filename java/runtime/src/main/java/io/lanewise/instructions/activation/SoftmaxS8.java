// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** int8 softmax over rows, in TFLite's fixed point. */
public record SoftmaxS8(SoftmaxShape shape, SoftmaxParameters parameters) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new SoftmaxInt8Kernel(shape, parameters, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_softmax_s8(
                shape.rows(),
                shape.depth(),
                parameters.multiplier(),
                parameters.shift(),
                parameters.differenceMinimum(),
                op);
    }
}
