// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import java.nio.ByteBuffer;

/** A dense tensor's bytes with its dimensions in another order. */
final class Transposition {

    private Transposition() {}

    /**
     * The elements of a tensor of sizes {@code dims} such that the result's dimension i is the source's
     * {@code permutation[i]}.
     *
     * @param source the elements from its position on, {@code elementBytes} each
     */
    static ByteBuffer apply(ByteBuffer source, int elementBytes, int[] dims, int[] permutation) {
        int rank = dims.length;
        int[] strides = new int[rank];
        int elements = 1;
        for (int d = rank - 1; d >= 0; d--) {
            strides[d] = elements;
            elements *= dims[d];
        }
        ByteBuffer result = ByteBuffer.allocate(elements * elementBytes);
        int[] index = new int[rank];
        int from = 0;
        while (result.hasRemaining()) {
            result.put(source.slice(source.position() + from * elementBytes, elementBytes));
            // The next index, innermost dimension first, and the source element it names.
            for (int i = rank - 1; i >= 0; i--) {
                from += strides[permutation[i]];
                if (++index[i] < dims[permutation[i]]) {
                    break;
                }
                from -= index[i] * strides[permutation[i]];
                index[i] = 0;
            }
        }
        return result.flip();
    }
}
