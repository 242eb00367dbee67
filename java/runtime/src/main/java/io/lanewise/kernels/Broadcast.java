// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Shape;
import java.util.Arrays;

/**
 * How two dense inputs broadcast to one dense output, NumPy's rules, with neighbouring dimensions collapsed where both
 * inputs allow it. The output's strides follow from {@code dims}.
 *
 * @param dims output sizes, outermost first; rank 1 to {@link #MAX_RANK}
 * @param leftStrides elements between neighbours along each dimension; 0 where the input repeats. The last is 1 or 0
 * @param rightStrides the same of the right input
 */
public record Broadcast(int[] dims, int[] leftStrides, int[] rightStrides) {

    /** Largest rank after collapsing. */
    public static final int MAX_RANK = 6;

    /**
     * The broadcast of an addition.
     *
     * @throws ModelException if the shapes do not broadcast to the output's
     */
    public static Broadcast of(Graph graph, int operatorIndex, Add operator) {
        return of(new OperatorContext(graph, operatorIndex), operator.left(), operator.right(), operator.output());
    }

    /**
     * The broadcast of a multiplication.
     *
     * @throws ModelException if the shapes do not broadcast to the output's
     */
    public static Broadcast of(Graph graph, int operatorIndex, Mul operator) {
        return of(new OperatorContext(graph, operatorIndex), operator.left(), operator.right(), operator.output());
    }

    /**
     * The broadcast of any other function of two inputs.
     *
     * @throws ModelException if the shapes do not broadcast to the output's
     */
    public static Broadcast of(Graph graph, int operatorIndex, Binary operator) {
        return of(new OperatorContext(graph, operatorIndex), operator.left(), operator.right(), operator.output());
    }

    /**
     * The broadcast of a rectifier's slopes.
     *
     * @throws ModelException if the shapes do not broadcast to the output's
     */
    public static Broadcast of(Graph graph, int operatorIndex, Prelu operator) {
        return of(new OperatorContext(graph, operatorIndex), operator.input(), operator.slope(), operator.output());
    }

    private static Broadcast of(OperatorContext context, int leftTensor, int rightTensor, int outputTensor) {
        context.elements(outputTensor);
        Shape left = context.tensor(leftTensor).shape();
        Shape right = context.tensor(rightTensor).shape();
        Shape output = context.tensor(outputTensor).shape();
        int rank = output.rank();
        boolean fits = rank == Math.max(left.rank(), right.rank());
        // Collapsed dimensions, innermost first.
        int[] dims = new int[rank + 1];
        int[] leftStrides = new int[rank + 1];
        int[] rightStrides = new int[rank + 1];
        int count = 0;
        int leftElements = 1;
        int rightElements = 1;
        for (int d = 1; d <= rank && fits; d++) {
            int dim = output.dim(-d);
            int l = d <= left.rank() ? left.dim(-d) : 1;
            int r = d <= right.rank() ? right.dim(-d) : 1;
            fits = dim == Math.max(l, r) && (l == dim || l == 1) && (r == dim || r == 1);
            if (dim == 1) {
                continue;
            }
            int leftStride = l == 1 ? 0 : leftElements;
            int rightStride = r == 1 ? 0 : rightElements;
            if (count > 0 && leftStride == leftStrides[count - 1] * dims[count - 1]
                    && rightStride == rightStrides[count - 1] * dims[count - 1]) {
                dims[count - 1] *= dim;
            } else {
                dims[count] = dim;
                leftStrides[count] = leftStride;
                rightStrides[count] = rightStride;
                count++;
            }
            leftElements *= l;
            rightElements *= r;
        }
        context.require(fits, "inputs %s and %s do not broadcast to output %s", context.tensor(leftTensor),
                context.tensor(rightTensor), context.tensor(outputTensor));
        context.require(count <= MAX_RANK, "broadcasting over %s dimensions; at most %s are supported", count,
                MAX_RANK);
        if (count == 0) {
            return new Broadcast(new int[] {1}, new int[] {1}, new int[] {1});
        }
        return new Broadcast(outermostFirst(dims, count), outermostFirst(leftStrides, count),
                outermostFirst(rightStrides, count));
    }

    private static int[] outermostFirst(int[] innermostFirst, int count) {
        int[] reversed = Arrays.copyOf(innermostFirst, count);
        for (int i = 0; i < count; i++) {
            reversed[i] = innermostFirst[count - 1 - i];
        }
        return reversed;
    }
}
