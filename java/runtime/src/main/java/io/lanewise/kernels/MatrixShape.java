// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.tensor.Shape;
import java.util.Arrays;

/**
 * Products of matrices, one for each element of the broadcast outer dimensions. There may be far more of them than
 * matrices.
 *
 * @param outer the output's outer dimensions, outermost first; none of a single product
 * @param leftStrides matrices between neighbours of the left input along each of them; 0 where it is broadcast
 * @param rightStrides the same of the right input
 * @param rows M
 * @param depth K
 * @param columns N
 */
public record MatrixShape(int[] outer, int[] leftStrides, int[] rightStrides, int rows, int depth, int columns) {

    /**
     * The shape of an operator's products.
     *
     * @throws ModelException if an input has fewer than two dimensions, the shapes do not fit, or the values are int8
     */
    public static MatrixShape of(Graph graph, int operatorIndex, BatchMatMul operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        context.require(Arithmetic.of(graph, operatorIndex) == Arithmetic.FLOAT32,
                "has no int8 form here; leave it float");
        context.elements(operator.left());
        context.elements(operator.right());
        context.elements(operator.output());
        Shape left = context.tensor(operator.left()).shape();
        Shape right = context.tensor(operator.right()).shape();
        int[] output = context.tensor(operator.output()).shape().dims();
        context.require(left.rank() >= 2 && right.rank() >= 2 && left.dim(-1) == right.dim(-2),
                "cannot multiply %s and %s", left, right);
        int rank = Math.max(left.rank(), right.rank());
        int[] expected = new int[rank];
        expected[rank - 2] = left.dim(-2);
        expected[rank - 1] = right.dim(-1);
        for (int d = 3; d <= rank; d++) {
            int l = d <= left.rank() ? left.dim(-d) : 1;
            int r = d <= right.rank() ? right.dim(-d) : 1;
            context.require(l == r || l == 1 || r == 1, "%s and %s do not broadcast", left, right);
            expected[rank - d] = Math.max(l, r);
        }
        context.requireOutputDims(operator.output(), expected);
        return new MatrixShape(Arrays.copyOf(output, rank - 2), strides(left, rank - 2), strides(right, rank - 2),
                left.dim(-2), left.dim(-1), right.dim(-1));
    }

    /** In matrices; {@code outer}: how many outer dimensions the output has. */
    private static int[] strides(Shape input, int outer) {
        int[] strides = new int[outer];
        int matrices = 1;
        for (int d = 3; d <= input.rank(); d++) {
            strides[outer + 2 - d] = input.dim(-d) == 1 ? 0 : matrices;
            matrices *= input.dim(-d);
        }
        return strides;
    }

    /** How many products there are. */
    public int products() {
        int products = 1;
        for (int dim : outer) {
            products *= dim;
        }
        return products;
    }

    /** Which matrix of the left input a product takes, counted from 0. */
    public int leftMatrix(int product) {
        return matrix(product, leftStrides);
    }

    /** Which matrix of the right input a product takes, counted from 0. */
    public int rightMatrix(int product) {
        return matrix(product, rightStrides);
    }

    private int matrix(int product, int[] strides) {
        int rest = product;
        int matrix = 0;
        for (int d = outer.length - 1; d >= 0; d--) {
            matrix += rest % outer[d] * strides[d];
            rest /= outer[d];
        }
        return matrix;
    }
}
