// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/** int8 logarithm of softmax over rows, in TFLite's fixed point. */
public record LogSoftmaxS8(SoftmaxShape shape, LogSoftmaxParameters parameters) implements NativeInstruction {
    /** Sums of longer rows may not fit their fixed point. */
    private static final int LARGEST_NATIVE_DEPTH = 4095;

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new LogSoftmaxInt8Kernel(shape, parameters, inputs[0], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return shape.depth() <= LARGEST_NATIVE_DEPTH;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        SoftmaxParameters differences = parameters.differences();
        return Lanewise.lanewise_create_log_softmax_s8(
                shape.rows(),
                shape.depth(),
                differences.multiplier(),
                differences.shift(),
                differences.differenceMinimum(),
                parameters.inverse().multiplier(),
                parameters.inverse().shift(),
                op);
    }
}
