// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Tensor;

/**
 * int16 square root in float32, rounded towards 0. Where the input is negative, which fails TFLite's run, that of 0.
 */
public record SqrtS16(int elements, float inputScale, float outputScale) implements NativeInstruction {

    /**
     * Of an input and an output.
     *
     * @throws IllegalArgumentException if quantizations are missing
     */
    public static SqrtS16 of(int elements, Tensor input, Tensor output) {
        return new SqrtS16(
                elements,
                Require.quantization(input).scale(),
                Require.quantization(output).scale());
    }

    private int root(int x) {
        return (int) ((float) Math.sqrt(inputScale * Math.max(0, x)) / outputScale);
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryInt16Kernel(elements, this::root, inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_sqrt_s16(elements, inputScale, outputScale, op);
    }
}
