// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Require;
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
        implements Instruction {

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
            case INT16, FLOAT16, INT4 ->
                throw new IllegalArgumentException("comparing " + left + " is not supported; put a DEQUANTIZE before");
        };
    }

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new ComparisonKernel(this, inputs[0], inputs[1], outputs[0]);
    }
}
