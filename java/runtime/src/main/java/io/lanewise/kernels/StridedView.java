// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.Shape;

/**
 * An output whose elements lie in the input at regular distances: element (i0, i1, ...) is the input's at
 * {@code start + i0 * strides[0] + i1 * strides[1] + ...}.
 *
 * @param start element of the input
 * @param dims sizes of the output, rank 1 at least
 * @param strides elements of the input between neighbours along each dimension; may be negative
 */
public record StridedView(int start, int[] dims, int[] strides) {

    /**
     * A reordering of dimensions.
     *
     * @throws ModelException if the permutation is none, the output does not fit, or int8 input and output differ in
     *         quantization
     */
    public static StridedView of(Graph graph, int operatorIndex, Transpose operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Shape input = moved(context, operator.input(), operator.output());
        int rank = input.rank();
        boolean fits = operator.permutation().size() == rank;
        int[] inputStrides = denseStrides(input);
        int[] dims = new int[rank];
        int[] strides = new int[rank];
        boolean[] taken = new boolean[rank];
        for (int d = 0; d < rank && fits; d++) {
            int from = operator.permutation().get(d);
            fits = from >= 0 && from < rank && !taken[from];
            if (fits) {
                taken[from] = true;
                dims[d] = input.dim(from);
                strides[d] = inputStrides[from];
            }
        }
        context.require(fits, "%s is no order of %s dimensions", operator.permutation(), rank);
        context.requireOutputDims(operator.output(), dims);
        return rank == 0 ? new StridedView(0, new int[] {1}, new int[] {1}) : new StridedView(0, dims, strides);
    }

    /**
     * A part of the input.
     *
     * @throws ModelException if it reaches outside the input, a stride is 0, or int8 input and output differ in quantization
     */
    public static StridedView of(Graph graph, int operatorIndex, Slice operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Shape input = moved(context, operator.input(), operator.output());
        Shape output = context.tensor(operator.output()).shape();
        int rank = input.rank();
        context.require(rank > 0 && output.rank() == rank && operator.begin().size() == rank
                && operator.strides().size() == rank,
                "begin %s and strides %s for input %s and output %s", operator.begin(), operator.strides(), input,
                output);
        int[] strides = denseStrides(input);
        int start = 0;
        for (int d = 0; d < rank; d++) {
            int begin = operator.begin().get(d);
            int stride = operator.strides().get(d);
            long last = begin + (output.dim(d) - 1L) * stride;
            if (stride == 0 || begin < 0 || begin >= input.dim(d) || last < 0 || last >= input.dim(d)) {
                throw context.error("takes " + output.dim(d) + " cells from " + begin + " by " + stride + " of dimension " + d
                        + " of " + input);
            }
            start += begin * strides[d];
            strides[d] *= stride;
        }
        return new StridedView(start, output.dims(), strides);
    }

    private static Shape moved(OperatorContext context, int input, int output) {
        context.elements(input);
        context.elements(output);
        if (Arithmetic.of(context.graph(), context.index()) != Arithmetic.FLOAT32) {
            context.requireSameQuantization(input, output);
        }
        return context.tensor(input).shape();
    }

    private static int[] denseStrides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int d = shape.rank() - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= shape.dim(d);
        }
        return strides;
    }
}
