// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.stream.IntStream;

/** Where the elements of literals lie. */
final class Strides {

    private Strides() {}

    /** Elements between neighbours along each dimension of a dense tensor. */
    static int[] dense(int... dims) {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= dims[d];
        }
        return strides;
    }

    static int[] permuted(int[] strides, int[] permutation) {
        return IntStream.of(permutation).map(d -> strides[d]).toArray();
    }

    /** Strides that repeat a tensor of sizes {@code dims} over {@code target}, NumPy's broadcasting. */
    static int[] broadcast(int[] dims, int[] target) {
        int[] dense = dense(dims);
        int[] strides = new int[target.length];
        for (int d = 1; d <= dims.length; d++) {
            int dim = dims[dims.length - d];
            strides[target.length - d] = dim == 1 ? 0 : dense[dims.length - d];
        }
        return strides;
    }

    /** The sizes that two tensors have after broadcasting. */
    static int[] broadcastDims(int[] left, int[] right) {
        int[] dims = new int[Math.max(left.length, right.length)];
        for (int d = 1; d <= dims.length; d++) {
            int l = d <= left.length ? left[left.length - d] : 1;
            int r = d <= right.length ? right[right.length - d] : 1;
            Refusal.unless(
                    l == r || l == 1 || r == 1,
                    "shapes %s and %s do not broadcast",
                    java.util.Arrays.toString(left),
                    java.util.Arrays.toString(right));
            dims[dims.length - d] = l == 1 ? r : l;
        }
        return dims;
    }

    /** The offset of each element of a tensor of sizes {@code dims}, by strides from 0. */
    static int[] offsets(int[] dims, int[] strides) {
        return offsets(dims, strides, 0);
    }

    /** The offset of each element, by strides from {@code start}. */
    static int[] offsets(int[] dims, int[] strides, int start) {
        int[] offsets = new int[Literal.elements(dims)];
        int[] index = new int[dims.length];
        int offset = start;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offset;
            for (int d = dims.length - 1; d >= 0; d--) {
                offset += strides[d];
                if (++index[d] < dims[d]) {
                    break;
                }
                offset -= strides[d] * dims[d];
                index[d] = 0;
            }
        }
        return offsets;
    }
}
