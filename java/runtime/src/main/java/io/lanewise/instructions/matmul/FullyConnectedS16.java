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
 * int16 dense layer with int8 weights: int64 sums, scaled in double.
 *
 * @param weights int8 [output channels, input channels] and an int64 bias or none
 */
public record FullyConnectedS16(FullyConnectedShape shape, Weights weights, FullyConnectedRequantization requantization)
        implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new FullyConnectedInt16Kernel(shape, weights, requantization, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        long[] bias = weights.integerBias(shape.outputChannels());
        return Lanewise.lanewise_create_fully_connected_s16(
                shape.rows(),
                shape.inputChannels(),
                shape.outputChannels(),
                requantization.toNative(arguments),
                arguments.bytes(weights.values()),
                arguments.longs(bias),
                op);
    }
}
