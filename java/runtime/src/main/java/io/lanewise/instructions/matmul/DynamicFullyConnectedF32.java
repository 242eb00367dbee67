// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Weights;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Activation;

/**
 * Float dense layer with int8 weights: each row becomes int8 by its own range (TFLite's dynamic range).
 *
 * @param weights int8 [output channels, input channels] and a float32 bias or none
 */
public record DynamicFullyConnectedF32(
        FullyConnectedShape shape, Weights weights, DynamicScaling scaling, Activation activation)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new DynamicFullyConnectedKernel(shape, weights, scaling, activation, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_dynamic_fully_connected_f32(
                shape.rows(),
                shape.inputChannels(),
                shape.outputChannels(),
                scaling.toNative(arguments, activation),
                arguments.bytes(weights.values()),
                arguments.floats(weights.bias()),
                op);
    }
}
