// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.elementwise.Broadcast;
import io.lanewise.internal.NativeBroadcast;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;

/**
 * Products of matrices, one for each element of the broadcast outer dimensions. There may be far more of them than
 * matrices. A matrix lies in rows one after the other: the left one's [M, K], transposed [K, M]; the right one's
 * [K, N], transposed [N, K].
 *
 * @param outer the output's outer dimensions, outermost first; none of a single product
 * @param leftStrides matrices between neighbours of the left input along each of them; 0 where it is broadcast
 * @param rightStrides the same of the right input
 * @param rows M
 * @param depth K
 * @param columns N
 * @param leftTransposed whether the left matrices lie transposed
 * @param rightTransposed the same of the right ones
 */
public record MatrixShape(
        int[] outer,
        int[] leftStrides,
        int[] rightStrides,
        int rows,
        int depth,
        int columns,
        boolean leftTransposed,
        boolean rightTransposed) {

    /**
     * The shape of products of two tensors.
     *
     * @throws IllegalArgumentException if an input has fewer than two dimensions, or the shapes do not fit
     */
    public static MatrixShape of(
            Tensor leftInput, Tensor rightInput, Tensor outputTensor, boolean leftTransposed, boolean rightTransposed) {
        Require.elements(leftInput);
        Require.elements(rightInput);
        Require.elements(outputTensor);
        Shape left = leftInput.shape();
        Shape right = rightInput.shape();
        int[] output = outputTensor.shape().dims();
        int rank = Math.max(left.rank(), right.rank());
        Require.outputDims(
                outputTensor,
                product(left, right, leftTransposed, rightTransposed).dims());
        return new MatrixShape(
                Arrays.copyOf(output, rank - 2),
                strides(left, rank - 2),
                strides(right, rank - 2),
                left.dim(leftTransposed ? -1 : -2),
                left.dim(leftTransposed ? -2 : -1),
                right.dim(rightTransposed ? -2 : -1),
                leftTransposed,
                rightTransposed);
    }

    /**
     * The shape of the products of two tensors.
     *
     * @throws IllegalArgumentException if one has fewer than two dimensions, or they do not fit
     */
    public static Shape product(Shape left, Shape right, boolean leftTransposed, boolean rightTransposed) {
        Require.that(
                left.rank() >= 2
                        && right.rank() >= 2
                        && left.dim(leftTransposed ? -2 : -1) == right.dim(rightTransposed ? -1 : -2),
                "cannot multiply %s%s and %s%s",
                left,
                leftTransposed ? " transposed" : "",
                right,
                rightTransposed ? " transposed" : "");
        int rank = Math.max(left.rank(), right.rank());
        int[] dims = new int[rank];
        dims[rank - 2] = left.dim(leftTransposed ? -1 : -2);
        dims[rank - 1] = right.dim(rightTransposed ? -2 : -1);
        for (int d = 3; d <= rank; d++) {
            int l = d <= left.rank() ? left.dim(-d) : 1;
            int r = d <= right.rank() ? right.dim(-d) : 1;
            Require.that(l == r || l == 1 || r == 1, "%s and %s do not broadcast", left, right);
            dims[rank - d] = Math.max(l, r);
        }
        return Shape.of(dims);
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

    /** Whether the native library takes as many outer dimensions. */
    boolean isNative() {
        return outer.length <= Broadcast.MAX_RANK;
    }

    /** The outer dimensions as the native library takes them, in matrices; a single product is one of one. */
    NativeBroadcast outerToNative(NativeArguments arguments) {
        Broadcast broadcast = outer.length == 0
                ? new Broadcast(new int[] {1}, new int[] {0}, new int[] {0})
                : new Broadcast(outer, leftStrides, rightStrides);
        return broadcast.toNative(arguments);
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

    /** Elements from a row of a left matrix to the next. */
    public int leftRowStride() {
        return leftTransposed ? 1 : depth;
    }

    /** Elements from a factor of a left matrix's row to the next. */
    public int leftDepthStride() {
        return leftTransposed ? rows : 1;
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
