// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int8 products of matrices, outer dimensions broadcast: int32 sums of (left - zero point) x (right - zero point),
 * requantized.
 *
 * @param rightZeroPoint what is subtracted from every value of the right side, -128 to 127
 * @param requantization by one multiplier; its input is the left side
 */
public record BatchMatMulS8(MatrixShape shape, int rightZeroPoint, Requantization requantization)
        implements NativeInstruction {

    /**
     * The product of two tensors, by the factor {@code s_left * s_right / s_out}, the product in float32, the quotient
     * in double (TFLite's {@code batch_matmul.cc}).
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or a sum could overflow
     */
    public static BatchMatMulS8 of(MatrixShape shape, Tensor leftInput, Tensor rightInput, Tensor output) {
        Quantization left = Require.quantization(leftInput);
        Quantization right = Require.quantization(rightInput);
        Quantization out = Require.quantization(output);
        Require.that(
                (long) shape.depth() * farthest(left) * farthest(right) <= Integer.MAX_VALUE,
                "sums of %s products can overflow their int32 accumulator",
                shape.depth());
        QuantizedMultiplier factor = Require.multiplier(
                (double) (left.scale() * right.scale()) / out.scale(), "left scale x right scale / output scale");
        ActivationRange range = Require.range(Activation.NONE, output);
        return new BatchMatMulS8(
                shape,
                right.zeroPoint(),
                new Requantization(
                        left.zeroPoint(),
                        out.zeroPoint(),
                        range.minimum(),
                        range.maximum(),
                        new int[] {factor.multiplier()},
                        new int[] {factor.shift()}));
    }

    private static int farthest(Quantization quantization) {
        return Math.max(127 - quantization.zeroPoint(), 128 + quantization.zeroPoint());
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new BatchMatMulInt8Kernel(this, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public boolean isNative() {
        return shape.isNative();
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_batch_matmul_s8(
                shape.outerToNative(arguments),
                shape.rows(),
                shape.depth(),
                shape.columns(),
                shape.leftTransposed() ? 1 : 0,
                shape.rightTransposed() ? 1 : 0,
                rightZeroPoint,
                requantization.toNative(arguments),
                op);
    }
}
