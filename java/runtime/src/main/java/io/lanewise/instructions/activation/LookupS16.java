// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.InPlace;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.quantization.Int16;
import io.lanewise.quantization.InterpolatedTable;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/** An int16 function by an interpolated table. */
public record LookupS16(int elements, InterpolatedTable table) implements NativeInstruction {

    /**
     * A float32 function of one value.
     *
     * @throws IllegalArgumentException if quantizations are missing
     */
    public static LookupS16 of(int elements, Tensor input, Tensor output, FloatFunction function) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        return new LookupS16(elements, InterpolatedTable.of(in.scale(), out.scale(), x -> function.apply((float) x)));
    }

    /**
     * A logarithm, which is the output's least value where there is none.
     *
     * @throws IllegalArgumentException if quantizations are missing
     */
    public static LookupS16 ofLogarithm(int elements, Tensor input, Tensor output, FloatFunction logarithm) {
        float least = Int16.MIN * Require.quantization(output).scale();
        return of(elements, input, output, x -> x <= 0 ? least : logarithm.apply(x));
    }

    /**
     * {@code 1 / sqrt(x)}: of 0 the output's largest value, and so it is where the input is negative, which fails
     * TFLite's run.
     *
     * @throws IllegalArgumentException if quantizations are missing
     */
    public static LookupS16 ofReciprocalRoot(int elements, Tensor input, Tensor output, FloatFunction root) {
        float largest = Int16.MAX * Require.quantization(output).scale();
        return of(elements, input, output, x -> x <= 0 ? largest : root.apply(x));
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new UnaryInt16Kernel(elements, x -> table.at((short) x), inputs[0], outputs[0]);
    }

    @Override
    public InPlace inPlace() {
        return InPlace.OVERWRITES;
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_lookup_s16(elements, arguments.shorts(table.values()), op);
    }
}
