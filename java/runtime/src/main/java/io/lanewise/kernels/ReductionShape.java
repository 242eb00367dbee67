// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.reduction.ReduceFunction;
import io.lanewise.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** A reduction over neighbouring dimensions: the middle of [outer, reduced, inner]. All sizes at least 1. */
public record ReductionShape(int outer, int reduced, int inner) {

    /**
     * The shape of a mean. Axes of size 1 may lie anywhere.
     *
     * @throws ModelException if an axis is out of range, the axes are not neighbours, or the output does not fit
     */
    public static ReductionShape of(Graph graph, int operatorIndex, Mean operator) {
        return of(new OperatorContext(graph, operatorIndex), operator.input(), operator.output(), operator.axes(),
                operator.keepDims());
    }

    /**
     * The shape of another reduction; MAX and MIN of int8 keep the input's quantization.
     *
     * @throws ModelException as of a mean, or if SUM or PROD is asked for in int8
     */
    public static ReductionShape of(Graph graph, int operatorIndex, Reduce operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        if (Arithmetic.of(graph, operatorIndex) == Arithmetic.INT8) {
            context.require(operator.function() == ReduceFunction.MAX || operator.function() == ReduceFunction.MIN,
                    "has no int8 form here; leave it float");
            context.requireSameQuantization(operator.input(), operator.output());
        }
        return of(context, operator.input(), operator.output(), operator.axes(), operator.keepDims());
    }

    private static ReductionShape of(OperatorContext context, int input, int output, List<Integer> axes,
            boolean keepDims) {
        context.elements(input);
        Shape shape = context.tensor(input).shape();
        boolean[] isReduced = new boolean[shape.rank()];
        for (int axis : axes) {
            context.require(axis >= 0 && axis < shape.rank(), "axis %s of input %s", axis, shape);
            isReduced[axis] = true;
        }
        int outer = 1;
        int reduced = 1;
        int inner = 1;
        int[] dims = new int[shape.rank()];
        int rank = 0;
        for (int d = 0; d < shape.rank(); d++) {
            if (!isReduced[d] || keepDims) {
                dims[rank++] = isReduced[d] ? 1 : shape.dim(d);
            }
            if (isReduced[d]) {
                context.require(inner == 1 || shape.dim(d) == 1,
                        "axes %s of %s are not neighbours, which is not supported", axes, shape);
                reduced *= shape.dim(d);
            } else if (reduced == 1) {
                outer *= shape.dim(d);
            } else {
                inner *= shape.dim(d);
            }
        }
        context.requireOutputDims(output, Arrays.copyOf(dims, rank));
        return new ReductionShape(outer, reduced, inner);
    }
}
