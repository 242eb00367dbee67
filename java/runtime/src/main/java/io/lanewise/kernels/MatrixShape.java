// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.BatchMatMul;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.Shape;
import java.util.Arrays;

/**
 * Products of matrices, one for each element of the broadcast outer dimensions.
 *
 * @param leftMatrices for each product, which matrix of the left input it takes, counted from 0
 * @param rightMatrices the same of the right input
 * @param rows M
 * @param depth K
 * @param columns N
 */
public record MatrixShape(int[] leftMatrices, int[] rightMatrices, int rows, int depth, int columns) {

    /**
     * The shape of an operator's products.
     *
     * @throws ModelException if an input has fewer than two dimensions the shapes do not fit, or the values are int8
     */
    public static MatrixShape of(Graph graph, int operatorIndex, BatchMatMul operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        context.require(Arithmetic.of(graph, operatorIndex) == Arithmetic.FLOAT32, "has no int8 form here; leave it float");
        context.elements(operator.left());
        context.elements(operator.right());
        context.elements(operator.output());
        Shape left = context.tensor(operator.left()).shape();
        Shape right = context.tensor(operator.right()).shape();
        int[] output = context.tensor(operator.output()).shape().dims();
        context.require(left.rank() >= 2 && right.rank() >= 2 && left.dim(-1) == right.dim(-2), "cannot multiply " + left
                + " and " + right);
        int rank = Math.max(left.rank(), right.rank());
        int[] expected = new int[rank];
        expected[rank - 2] = left.dim(-2);
        expected[rank - 1] = right.dim(-1);
        int products = 1;
        for (int d = 3; d <= rank; d++) {
            int l = d <= left.rank() ? left.dim(-d) : 1;
            int r = d <= right.rank() ? right.dim(-d) : 1;
            context.require(l == r || l == 1 || r == 1, left + " and " + right + " do not broadcast");
            expected[rank - d] = Math.max(l, r);
            products *= expected[rank - d];
        }
        context.requireOutputDims(operator.output(), expected);
        return new MatrixShape(matrices(output, left, products), matrices(output, right, products), left.dim(-2),
                left.dim(-1), right.dim(-1));
    }

    private static int[] matrices(int[] output, Shape input, int products) {
        int[] matrices = new int[products];
        Arrays.setAll(matrices, product -> {
            int rest = product;
            int matrix = 0;
            int stride = 1;
            for (int d = 3; d <= output.length; d++) {
                int dim = output[output.length - d];
                int own = d <= input.rank() ? input.dim(-d) : 1;
                matrix += own == 1 ? 0 : rest % dim * stride;
                stride *= own;
                rest /= dim;
            }
            return matrix;
        });
        return matrices;
    }
}
