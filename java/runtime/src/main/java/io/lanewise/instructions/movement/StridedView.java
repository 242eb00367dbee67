// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.movement;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

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
     * @throws IllegalArgumentException if the permutation is none, the output does not fit, or int8 input and output
     *         differ in quantization
     */
    public static StridedView ofPermutation(Tensor inputTensor, Tensor output, List<Integer> permutation) {
        Shape input = moved(inputTensor, output);
        int rank = input.rank();
        boolean fits = permutation.size() == rank;
        int[] inputStrides = denseStrides(input);
        int[] dims = new int[rank];
        int[] strides = new int[rank];
        boolean[] taken = new boolean[rank];
        for (int d = 0; d < rank && fits; d++) {
            int from = permutation.get(d);
            fits = from >= 0 && from < rank && !taken[from];
            if (fits) {
                taken[from] = true;
                dims[d] = input.dim(from);
                strides[d] = inputStrides[from];
            }
        }
        Require.that(fits, "%s is no order of %s dimensions", permutation, rank);
        Require.outputDims(output, dims);
        return rank == 0 ? new StridedView(0, new int[] {1}, new int[] {1}) : new StridedView(0, dims, strides);
    }

    /**
     * A part of the input.
     *
     * @throws IllegalArgumentException if it reaches outside the input, a stride is 0, or int8 input and output differ
     *         in quantization
     */
    public static StridedView ofSlice(
            Tensor inputTensor, Tensor outputTensor, List<Integer> begins, List<Integer> steps) {
        Shape input = moved(inputTensor, outputTensor);
        Shape output = outputTensor.shape();
        int rank = input.rank();
        Require.that(
                rank > 0 && output.rank() == rank && begins.size() == rank && steps.size() == rank,
                "begin %s and strides %s for input %s and output %s",
                begins,
                steps,
                input,
                output);
        int[] strides = denseStrides(input);
        int start = 0;
        for (int d = 0; d < rank; d++) {
            int begin = begins.get(d);
            int stride = steps.get(d);
            long last = begin + (output.dim(d) - 1L) * stride;
            if (stride == 0 || begin < 0 || begin >= input.dim(d) || last < 0 || last >= input.dim(d)) {
                throw new IllegalArgumentException("takes " + output.dim(d) + " cells from " + begin + " by " + stride
                        + " of dimension " + d + " of " + input);
            }
            start += begin * strides[d];
            strides[d] *= stride;
        }
        return new StridedView(start, output.dims(), strides);
    }

    /**
     * The input with dimensions of one cell repeated.
     *
     * @throws IllegalArgumentException if the output has fewer dimensions or other sizes, or int8 input and output
     *         differ in quantization
     */
    public static StridedView ofBroadcast(Tensor inputTensor, Tensor outputTensor) {
        Shape input = moved(inputTensor, outputTensor);
        int[] dims = outputTensor.shape().dims();
        int missing = dims.length - input.rank();
        Require.that(missing >= 0, "input %s has more dimensions than output %s", inputTensor, outputTensor);
        int[] dense = denseStrides(input);
        int[] strides = new int[dims.length];
        for (int d = missing; d < dims.length; d++) {
            int size = input.dim(d - missing);
            Require.that(
                    size == 1 || size == dims[d],
                    "input %s cannot be repeated to output %s",
                    inputTensor,
                    outputTensor);
            strides[d] = size == 1 ? 0 : dense[d - missing];
        }
        return dims.length == 0 ? new StridedView(0, new int[] {1}, new int[] {1}) : new StridedView(0, dims, strides);
    }

    private static Shape moved(Tensor input, Tensor output) {
        Require.elements(input);
        Require.elements(output);
        Require.sameValues(input, output);
        return input.shape();
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

    /** The same view with as few dimensions as it takes: those that lie behind each other are one. */
    StridedView merged() {
        int[] mergedDims = new int[dims.length];
        int[] mergedStrides = new int[dims.length];
        int rank = 0;
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] == 1) {
                continue;
            }
            if (rank > 0 && mergedStrides[rank - 1] == strides[d] * dims[d]) {
                mergedDims[rank - 1] *= dims[d];
                mergedStrides[rank - 1] = strides[d];
            } else {
                mergedDims[rank] = dims[d];
                mergedStrides[rank++] = strides[d];
            }
        }
        return rank == 0
                ? new StridedView(start, new int[] {1}, new int[] {1})
                : new StridedView(start, Arrays.copyOf(mergedDims, rank), Arrays.copyOf(mergedStrides, rank));
    }

    /** The same view of elements that take {@code units} neighbouring units each. */
    StridedView inUnits(int units) {
        if (units == 1) {
            return this;
        }
        int rank = dims.length;
        int[] unitDims = Arrays.copyOf(dims, rank + 1);
        int[] unitStrides = new int[rank + 1];
        for (int d = 0; d < rank; d++) {
            unitStrides[d] = strides[d] * units;
        }
        unitDims[rank] = units;
        unitStrides[rank] = 1;
        return new StridedView(start * units, unitDims, unitStrides);
    }
}
