// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.instructions.NativeType;
import io.lanewise.instructions.Require;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;

/**
 * Truths of two values each: 1 where the comparison holds, else 0.
 *
 * @param type of both inputs
 * @param left what int8 of the left input stands for; null if values stand for themselves
 * @param right the same of the right input
 */
public record CompareValues(
        Broadcast broadcast, Comparison comparison, DataType type, RescaledInt8 left, RescaledInt8 right)
        implements NativeInstruction {

    /**
     * A comparison of two tensors of one type.
     *
     * @throws IllegalArgumentException if they do not broadcast to the output, are of a type that is not compared, or
     *         int8 without a scale
     */
    public static CompareValues of(Comparison comparison, Tensor left, Tensor right, Tensor output) {
        Broadcast broadcast = Broadcast.of(left, right, output);
        DataType type = left.type();
        return switch (type) {
            case FLOAT32, INT32, INT64 -> new CompareValues(broadcast, comparison, type, null, null);
            case BOOL, UINT8 -> {
                Require.that(
                        comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL,
                        "%s of %s is not supported",
                        comparison,
                        left);
                yield new CompareValues(broadcast, comparison, type, null, null);
            }
            case INT8 ->
                new CompareValues(
                        broadcast, comparison, type, RescaledInt8.ofComparison(left), RescaledInt8.ofComparison(right));
            case INT16 -> {
                Require.that(
                        comparison == Comparison.LESS || comparison == Comparison.GREATER_EQUAL,
                        "%s of %s is not supported",
                        comparison,
                        left);
                Require.that(
                        Require.quantization(left).scale()
                                == Require.quantization(right).scale(),
                        "%s and %s have other scales, and TFLite compares int16 as it is stored: put a QUANTIZE before",
                        left,
                        right);
                yield new CompareValues(broadcast, comparison, type, null, null);
            }
            case FLOAT16, INT4 ->
                throw new IllegalArgumentException("comparing " + left + " is not supported; put a DEQUANTIZE before");
        };
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ComparisonKernel(this, inputs[0], inputs[1], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return left == null
                ? Lanewise.lanewise_create_compare(
                        broadcast.toNative(arguments), comparison.toNative(), NativeType.of(type), op)
                : Lanewise.lanewise_create_compare_s8(
                        broadcast.toNative(arguments),
                        comparison.toNative(),
                        arguments.ints(left.values()),
                        arguments.ints(right.values()),
                        op);
    }
}
