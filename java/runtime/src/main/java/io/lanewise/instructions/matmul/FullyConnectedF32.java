// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Weights;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;

/**
 * Float dense layer.
 *
 * @param weights float32 [output channels, input channels] and a bias or none
 */
public record FullyConnectedF32(FullyConnectedShape shape, Weights weights, Activation activation)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new FullyConnectedFloatKernel(shape, weights, activation, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_fully_connected_f32(
                shape.rows(),
                shape.inputChannels(),
                shape.outputChannels(),
                activation.minimum(),
                activation.maximum(),
                arguments.floats(weights.values()),
                arguments.floats(weights.bias()),
                op);
    }
}
