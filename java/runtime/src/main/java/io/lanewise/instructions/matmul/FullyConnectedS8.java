// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.FullyConnectedRequantization;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Weights;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * int8 dense layer: int32 sums, scaled in double.
 *
 * @param weights int8 [output channels, input channels] and an int32 bias or none
 */
public record FullyConnectedS8(FullyConnectedShape shape, Weights weights, FullyConnectedRequantization requantization)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new FullyConnectedInt8Kernel(
                shape, Int8Weights.of(weights, requantization, shape.outputChannels()), inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        if (requantization.hasWeightZeroPoints()) {
            return Lanewise.lanewise_create_asymmetric_fully_connected_s8(
                    shape.rows(),
                    shape.inputChannels(),
                    shape.outputChannels(),
                    requantization.toNative(arguments),
                    arguments.bytes(weights.values()),
                    arguments.ints(requantization.weightZeroPoints()),
                    arguments.ints(weights.bias()),
                    op);
        }
        return Lanewise.lanewise_create_fully_connected_s8(
                shape.rows(),
                shape.inputChannels(),
                shape.outputChannels(),
                requantization.toNative(arguments),
                arguments.bytes(weights.values()),
                arguments.ints(weights.bias()),
                op);
    }
}
