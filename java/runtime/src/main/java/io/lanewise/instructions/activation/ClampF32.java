// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;

/** RELU, RELU6 and RELU_N1_TO_1 on floats. */
public record ClampF32(int elements, Activation activation) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ClampFloatKernel(elements, activation, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_clamp_f32(elements, activation.minimum(), activation.maximum(), op);
    }
}
