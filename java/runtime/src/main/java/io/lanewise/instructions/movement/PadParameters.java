// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;

/**
 * Cells around a dense tensor: {@code before[d]} and {@code after[d]} along dimension d, each at least 0. The padding
 * is real 0: the zero point of integers, 0 in float32.
 *
 * @param inputDims sizes of the input, rank 1 to {@link #MAX_RANK}
 */
public record PadParameters(int[] inputDims, int[] before, int[] after) {

    /** Largest rank. */
    public static final int MAX_RANK = 6;

    /**
     * The padding of an operator.
     *
     * @throws IllegalArgumentException if there are not as many paddings as dimensions, one is negative, the output
     *         does not fit, or integer input and output differ in scale or zero point
     */
    public static PadParameters of(
            Tensor input, Tensor output, List<Integer> paddingBefore, List<Integer> paddingAfter) {
        Require.elements(input);
        Shape shape = input.shape();
        int rank = shape.rank();
        Require.that(rank >= 1 && rank <= MAX_RANK, "padding of %s dimensions; 1 to %s are supported", rank, MAX_RANK);
        Require.that(
                paddingBefore.size() == rank && paddingAfter.size() == rank,
                "paddings %s and %s for %s dimensions",
                paddingBefore,
                paddingAfter,
                rank);
        int[] before = paddingBefore.stream().mapToInt(Integer::intValue).toArray();
        int[] after = paddingAfter.stream().mapToInt(Integer::intValue).toArray();
        for (int d = 0; d < rank; d++) {
            long size = (long) shape.dim(d) + before[d] + after[d];
            Require.that(
                    before[d] >= 0
                            && after[d] >= 0
                            && output.shape().rank() == rank
                            && output.shape().dim(d) == size,
                    "input %s padded by %s and %s is not output %s",
                    shape,
                    paddingBefore,
                    paddingAfter,
                    output.shape());
        }
        Require.sameValues(input, output);
        return new PadParameters(shape.dims(), before, after);
    }
}
