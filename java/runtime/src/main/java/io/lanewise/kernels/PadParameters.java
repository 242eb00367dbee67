// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.movement.Pad;
import io.lanewise.tensor.Shape;

/**
 * Cells around a dense tensor: {@code before[d]} and {@code after[d]} along dimension d, each at least 0. The padding is
 * real 0: the zero point of integers, 0 in float32.
 *
 * @param inputDims sizes of the input, rank 1 to {@link Broadcast#MAX_RANK}
 */
public record PadParameters(int[] inputDims, int[] before, int[] after) {

    /**
     * The padding of an operator.
     *
     * @throws ModelException if there are not as many paddings as dimensions, one is negative, the output does not fit, or
     *         integer input and output differ in scale or zero point
     */
    public static PadParameters of(Graph graph, int operatorIndex, Pad operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        context.elements(operator.input());
        Shape shape = context.tensor(operator.input()).shape();
        int rank = shape.rank();
        context.require(rank >= 1 && rank <= Broadcast.MAX_RANK, "padding of %s dimensions; 1 to %s are supported",
                rank, Broadcast.MAX_RANK);
        context.require(operator.before().size() == rank && operator.after().size() == rank,
                "paddings %s and %s for %s dimensions", operator.before(), operator.after(), rank);
        int[] before = operator.before().stream().mapToInt(Integer::intValue).toArray();
        int[] after = operator.after().stream().mapToInt(Integer::intValue).toArray();
        for (int d = 0; d < rank; d++) {
            long size = (long) shape.dim(d) + before[d] + after[d];
            Shape output = context.tensor(operator.output()).shape();
            context.require(before[d] >= 0 && after[d] >= 0 && output.rank() == rank && output.dim(d) == size,
                    "input %s padded by %s and %s is not output %s", shape, operator.before(), operator.after(),
                    output);
        }
        if (Arithmetic.of(graph, operatorIndex) != Arithmetic.FLOAT32) {
            context.requireSameQuantization(operator.input(), operator.output());
        }
        return new PadParameters(shape.dims(), before, after);
    }
}
