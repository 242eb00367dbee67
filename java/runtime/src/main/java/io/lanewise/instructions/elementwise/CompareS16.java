// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Tensor;

/**
 * Truths of two int16 values each, brought to reals times 256: TFLite's {@code ComparisonWithScaling}.
 *
 * @param left the left input's scale
 * @param right the right input's scale
 */
public record CompareS16(
        Broadcast broadcast, Comparison comparison, QuantizedMultiplier left, QuantizedMultiplier right)
        implements NativeInstruction {

    /**
     * A comparison of two tensors.
     *
     * @throws IllegalArgumentException if they do not broadcast to the output or have no scale
     */
    public static CompareS16 of(Comparison comparison, Tensor left, Tensor right, Tensor output) {
        return new CompareS16(Broadcast.of(left, right, output), comparison, scale(left), scale(right));
    }

    private static QuantizedMultiplier scale(Tensor input) {
        return Require.multiplier(Require.quantization(input).scale(), "the scale of " + input.name());
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ComparisonInt16Kernel(
                new BroadcastLoop(broadcast, inputs[0], inputs[1], outputs[0]), comparison, left, right);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_compare_s16(
                broadcast.toNative(arguments),
                comparison.toNative(),
                left.multiplier(),
                left.shift(),
                right.multiplier(),
                right.shift(),
                op);
    }
}
